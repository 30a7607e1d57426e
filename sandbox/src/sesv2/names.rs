//! What can be an identity, and when two names mean the same.
//!
//! Domain names have no case; an address has, from its first character to its last.
//! <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html>

use crate::domain_name::is_domain_name;
use crate::wire::Violation;

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
pub fn expect_identity(name: &str) -> Result<(), Violation> {
    let refuse = |constraint| Err(Violation::new("EmailIdentity", name, constraint));
    match name.rsplit_once('@') {
        None if !is_domain_name(name) => refuse("Member must be a domain name in ASCII form, or an email address"),
        Some(_) if !is_address(name) => refuse("Member must be an email address of at most 320 characters"),
        _ => Ok(()),
    }
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
        && is_domain_name(domain)
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
            assert_eq!(expect_identity(name), Ok(()), "{name}");
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
            assert!(
                expect_identity(name).unwrap_err().to_string().contains("EmailIdentity"),
                "{name}"
            );
        }
    }

    #[test]
    fn a_domain_has_no_case() {
        assert_eq!(canonical("Example.COM"), "example.com");
        assert_eq!(canonical("Zoe@Example.COM"), "Zoe@Example.COM");
    }
}
