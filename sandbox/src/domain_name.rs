//! Domain names as users type them, of hosts: without underscores and without the final dot.

/// What fits into the 255 octets of a name on the wire (RFC 1035, section 2.3.4).
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Letters, digits and hyphens in at least two labels (RFC 1123, section 2.1). The last one is not
/// a number, as in an IP address.
pub fn is_domain_name(text: &str) -> bool {
    let last = text.rsplit_once('.').map(|(_, last)| last);
    text.len() <= LONGEST
        && text.split('.').all(is_label)
        && last.is_some_and(|last| last.bytes().any(|byte| !byte.is_ascii_digit()))
}

/// Whether `name` is below `domain`; both are domain names.
pub fn is_subdomain(name: &str, domain: &str) -> bool {
    let above = name.strip_suffix(domain);
    above.is_some_and(|above| above.len() > 1 && above.ends_with('.'))
}

fn is_label(label: &str) -> bool {
    let hyphened = label.starts_with('-') || label.ends_with('-');
    let known = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (1..=LONGEST_LABEL).contains(&label.len()) && known && !hyphened
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_names_are_told_from_other_texts() {
        let label = "l".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}.example", "l".repeat(53));
        assert_eq!(longest.len(), LONGEST);
        for name in [
            "example.com",
            "WWW.Example.com",
            "a.b",
            "7.example",
            "3com.example",
            "xn--mnchen-3ya.example",
            &longest,
        ] {
            assert!(is_domain_name(name), "{name}");
        }
        for text in [
            "",
            ".",
            "localhost",
            "münchen.example",
            "example.com.",
            ".example.com",
            "a..example",
            "-a.example",
            "a-.example",
            "a.-b",
            "a_b.example",
            "a b.example",
            "192.0.2.1",
            &format!("l{longest}"),
            &format!("l{label}.example"),
        ] {
            assert!(!is_domain_name(text), "{text}");
        }
    }

    #[test]
    fn a_subdomain_is_below_another_domain() {
        assert!(is_subdomain("bounce.example.com", "example.com"));
        for name in ["example.com", "badexample.com", ".example.com", "example.org"] {
            assert!(!is_subdomain(name, "example.com"), "{name}");
        }
    }
}
