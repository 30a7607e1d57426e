//! Where to lead somebody back to.

/// Longer than any page's own path and query.
const LONGEST: usize = 2_048;

/// `path` where it is a page of ours for sure: nothing that a browser, or a proxy that decodes and tidies paths, could take
/// for another host. Everything that pages write into their links passes.
/// Source: <https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html>
#[must_use]
pub fn return_path(path: &str) -> Option<&str> {
    let (only_path, _) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let is_plain = path.len() <= LONGEST && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_tidy = only_path.strip_prefix('/').is_some_and(|rest| {
        let mut segments = rest.split('/').rev();
        // The last may be empty: a slash at the end.
        let last = segments.next().unwrap_or_default();
        !is_dots(last) && segments.all(|segment| !segment.is_empty() && !is_dots(segment))
    });
    // Decoded, the beginning could be `//` or `/\`.
    let beginning = only_path.get(1..4).unwrap_or_default().to_ascii_lowercase();
    let is_disguised = ["%2f", "%5c", "%09", "%0a", "%0d"].contains(&beginning.as_str());
    (is_plain && is_tidy && !is_disguised).then_some(path)
}

/// `.` and `..`, which make a browser take other segments away, also percent-encoded
/// (<https://url.spec.whatwg.org/#double-dot-path-segment>).
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use url::Url;

    #[test]
    fn pages_of_ours_pass() {
        for path in [
            "/",
            "/users",
            "/users?q=ada%20l&page=2",
            "/identities/eu-west-2/help%2Bdesk@example.com",
            "/search?q=//x",
            "/users/",
        ] {
            assert_eq!(return_path(path), Some(path));
        }
    }

    #[test]
    fn what_leads_elsewhere_does_not() {
        for path in [
            "",
            "users",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n//evil.example",
            " /users",
            "/users\r\nset-cookie: a=b",
            "/%2fevil.example",
            "/%5Cevil.example",
            "/%09/evil.example",
            "/..//evil.example",
            "/users/%2e%2E//evil.example",
            "/users//x",
            "/ü",
        ] {
            assert_eq!(return_path(path), None, "{path:?}");
        }
        assert_eq!(return_path(&format!("/{}", "a".repeat(LONGEST))), None);
    }

    proptest! {
        #[test]
        fn what_passes_is_of_the_same_origin(
            path in prop_oneof![".*", "/[/\\\\a.%25fFeEcC0-9:@?#\t\n]{0,12}(evil\\.example)?", "(/|\\\\|%2f|\\.|:|a|@|\\?){0,8}"],
        ) {
            let base = Url::parse("https://desk.example.com/auth/callback").expect("a URL");
            if let Some(path) = return_path(&path) {
                let url = base.join(path).expect("a URL");
                prop_assert_eq!(url.origin(), base.origin());
                prop_assert!(!url.path().starts_with("//"));
                prop_assert!(url.username().is_empty() && url.password().is_none());
            }
        }
    }
}
