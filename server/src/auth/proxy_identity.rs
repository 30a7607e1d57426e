//! Who a request's sender is, as the machine that stands before Frontdesk says.

use std::fmt;

/// A person, as a load balancer or a reverse proxy names them.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyIdentity {
    /// What they are known by, for good.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// The groups that they are in.
    pub groups: Vec<String>,
}

impl fmt::Debug for ProxyIdentity {
    /// Logs may hold the number of groups, but nothing about the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxyIdentity")
            .field("groups", &self.groups.len())
            .finish_non_exhaustive()
    }
}

/// How long a subject, a name or an e-mail address may be, in bytes.
/// Source: RFC 5321, section 4.5.3.1, allows 254 for an address; OpenID Connect Core 1.0, section 2, 255 for a subject.
const LONGEST: usize = 255;

/// Whether `text` can be shown and kept: not empty, not too long, and without characters that are not seen, or that turn
/// round what is written next to them (Unicode's bidirectional controls).
pub(super) fn is_plain(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    (1..=LONGEST).contains(&text.len()) && text.trim() == text && !text.contains(is_unseen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_what_it_looks_like() {
        for good in ["ada", "Ada Lovelace", "Zoë 李", "ada@example.com"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            " ada",
            "ada\n",
            "a\0da",
            "\u{202E}nimda",
            "ad\u{200B}a",
            &"x".repeat(256),
        ] {
            assert!(!is_plain(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_log_says_nothing_of_the_person() {
        let identity = ProxyIdentity {
            subject: "u-1815".to_owned(),
            name: "Ada".to_owned(),
            email: Some("ada@example.com".to_owned()),
            groups: vec!["leads".to_owned()],
        };
        assert_eq!(format!("{identity:?}"), "ProxyIdentity { groups: 1, .. }");
    }
}
