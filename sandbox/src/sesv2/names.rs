//! What can be an identity, and when two names mean the same.
//!
//! Domain names have no case; an address has, from its first character to its last.
//! <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html>

use crate::wire::Violation;

/// What fits into the 255 octets of a name on the wire (RFC 1035, section 2.3.4).
const LONGEST_DOMAIN: usize = 253;
const LONGEST_LABEL: usize = 63;
const LONGEST_ADDRESS: usize = 320;
const LONGEST_LOCAL_PART: usize = 64;

/// The form in which an identity is kept.
pub fn canonical(name: &str) -> String {
    if name.contains('@') {
        name.to_owned()
    } else {
        name.to_ascii_lowercase()
    }
}

/// Refuses a name that is neither a domain nor an address.
pub fn check(name: &str) -> Result<(), Violation> {
    let refuse = |constraint| Err(Violation::new("EmailIdentity", name, constraint));
    match name.rsplit_once('@') {
        None if !is_domain(name) => refuse("Member must be a domain name in ASCII form, or an email address"),
        Some(_) if !is_address(name) => refuse("Member must be an email address of at most 320 characters"),
        _ => Ok(()),
    }
}

/// Letters, digits and hyphens in at least two labels (RFC 1123, section 2.1). The last one is not
/// a number, as in an IP address.
pub fn is_domain(name: &str) -> bool {
    let last = name.rsplit_once('.').map(|(_, last)| last);
    name.len() <= LONGEST_DOMAIN
        && name.split('.').all(is_label)
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

/// A dot-atom and a domain (RFC 5322, section 3.4.1).
fn is_address(name: &str) -> bool {
    let Some((local, domain)) = name.split_once('@') else {
        return false;
    };
    let is_atom = |atom: &str| !atom.is_empty() && atom.bytes().all(is_atom_character);
    name.len() <= LONGEST_ADDRESS
        && local.len() <= LONGEST_LOCAL_PART
        && local.split('.').all(is_atom)
        && is_domain(domain)
}

fn is_atom_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_and_addresses_are_told_from_other_names() {
        let label = "l".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}.example", "l".repeat(53));
        assert_eq!(longest.len(), 253);
        let local = "l".repeat(64);
        for name in [
            "example.com",
            "EXAMPLE.com",
            "xn--mnchen-3ya.example",
            "3com.example",
            "o'brien+news@example.com",
            "First.Last@Example.com",
            &longest,
            &format!("{local}@example.com"),
            &format!("l@{longest}"),
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for name in [
            "localhost",
            "münchen.example",
            "example.com.",
            ".example.com",
            "a..example",
            "-a.example",
            "a-.example",
            "a_b.example",
            "a b.example",
            "192.0.2.1",
            "@example.com",
            "user@",
            "user@localhost",
            "a@b@example.com",
            ".a@example.com",
            "a b@example.com",
            "ä@example.com",
            &format!("l{longest}"),
            &format!("l{label}.example"),
            &format!("l{local}@example.com"),
        ] {
            assert!(check(name).unwrap_err().to_string().contains("EmailIdentity"), "{name}");
        }
    }

    #[test]
    fn a_domain_has_no_case() {
        assert_eq!(canonical("Example.COM"), "example.com");
        assert_eq!(canonical("Zoe@Example.COM"), "Zoe@Example.COM");
    }

    #[test]
    fn a_subdomain_is_below_another_domain() {
        assert!(is_subdomain("bounce.example.com", "example.com"));
        for name in ["example.com", "badexample.com", ".example.com", "example.org"] {
            assert!(!is_subdomain(name, "example.com"), "{name}");
        }
    }
}
