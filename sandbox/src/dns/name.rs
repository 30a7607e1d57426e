//! Domain names: read strictly, compared without regard to case, written without the final dot.
//! <https://www.rfc-editor.org/rfc/rfc1035#section-2.3>

use hickory_proto::rr::Name;

use super::Error;

const MAX_NAME: usize = 253;
const MAX_LABEL: usize = 63;

/// Reads an absolute domain name, with or without the final dot. Underscores are allowed, as in
/// `_domainkey`.
///
/// # Errors
///
/// [`Error::InvalidName`], for more than 253 characters, for a label of none or of more than 63,
/// and for anything but ASCII letters, digits, `-` and `_`.
pub fn parse_name(text: &str) -> Result<Name, Error> {
    let absolute = text.strip_suffix('.').unwrap_or(text);
    let lowercase = absolute.to_ascii_lowercase();
    violation(&lowercase).map_or_else(
        || Name::from_labels(lowercase.split('.').map(str::as_bytes)).map_err(|_| invalid(text, "it is too long")),
        |reason| Err(invalid(text, reason)),
    )
}

/// The name in lower case and without the final dot; the root is `.`.
pub fn text_of_name(name: &Name) -> String {
    let text = name.to_lowercase().to_ascii();
    match text.strip_suffix('.') {
        Some("") | None => text,
        Some(absolute) => absolute.to_owned(),
    }
}

/// `a.b.c`, `b.c`, `c`: the name itself and every name above it but the root.
pub fn self_and_ancestors(name: &Name) -> impl DoubleEndedIterator<Item = Name> {
    let labels = name.iter().len();
    (1..=labels).rev().map(|count| name.trim_to(count))
}

fn violation(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it is empty");
    }
    if !name.is_ascii() {
        return Some("write an internationalised name in Punycode, as in xn--mnchen-3ya.example");
    }
    if name.len() > MAX_NAME {
        return Some("a name has at most 253 characters");
    }
    name.split('.').find_map(violation_in_label)
}

fn violation_in_label(label: &str) -> Option<&'static str> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match label {
        "" => Some("a label between two dots is empty"),
        "*" => Some("wildcards are not simulated, publish the name itself"),
        _ if label.len() > MAX_LABEL => Some("a label has at most 63 characters"),
        _ if !label.bytes().all(is_allowed) => Some("a label consists of letters, digits, '-' and '_'"),
        _ if label.starts_with('-') || label.ends_with('-') => Some("a label neither begins nor ends with '-'"),
        _ => None,
    }
}

fn invalid(name: &str, reason: &'static str) -> Error {
    Error::InvalidName {
        name: name.to_owned(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> &'static str {
        match parse_name(text) {
            Err(Error::InvalidName { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn case_and_the_final_dot_do_not_matter() {
        let name = parse_name("Token._DomainKey.Example.COM.").unwrap();
        assert_eq!(name, parse_name("token._domainkey.example.com").unwrap());
        assert_eq!(text_of_name(&name), "token._domainkey.example.com");
        assert_eq!(text_of_name(&Name::root()), ".");
    }

    #[test]
    fn the_longest_names_are_allowed() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(text_of_name(&parse_name(&longest).unwrap()), longest);
        assert_eq!(reason(&format!("{longest}a")), "a name has at most 253 characters");
        assert_eq!(reason(&"a".repeat(64)), "a label has at most 63 characters");
    }

    #[test]
    fn a_refusal_says_which_rule_is_broken() {
        assert!(reason("münchen.example").contains("Punycode"));
        assert!(reason("*.example.com").contains("wildcards"));
        assert!(reason("example..com").contains("empty"));
        assert!(reason("").contains("empty"));
        assert!(reason(".").contains("empty"));
        assert!(reason("-a.example.com").contains("'-'"));
        assert!(reason("a b.example.com").contains("letters"));
        assert!(reason("a\\046b.example.com").contains("letters"));
    }

    #[test]
    fn ancestors_go_up_to_the_top_level_domain() {
        let name = parse_name("a.b.c").unwrap();
        let names = self_and_ancestors(&name).map(|name| text_of_name(&name));
        assert_eq!(names.collect::<Vec<_>>(), ["a.b.c", "b.c", "c"]);
    }
}
