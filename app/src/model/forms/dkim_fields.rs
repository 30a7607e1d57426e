//! The fields that say whose key an identity's mail is signed with.

use crate::model::change::FieldError;

/// Easy DKIM: SES makes the key.
pub const EASY: &str = "easy";
/// BYODKIM: the account brings the key.
pub const BYODKIM: &str = "byodkim";
/// Deterministic Easy DKIM: the key of the identity of the same name in another Region.
pub const REPLICA: &str = "replica";

/// The lengths of SES's keys, the one that new identities get first.
pub const KEY_LENGTHS: [&str; 2] = ["RSA_2048_BIT", "RSA_1024_BIT"];

/// RFC 1035, section 2.3.4.
const SELECTOR: usize = 63;

/// The fields; only those that belong to the origin count.
pub struct DkimFields<'a> {
    /// The name of the origin's field.
    pub origin_field: &'static str,
    /// [`EASY`], [`BYODKIM`] or [`REPLICA`].
    pub origin: &'a str,
    /// One of [`KEY_LENGTHS`].
    pub next_signing_key_length: &'a str,
    /// The selector.
    pub selector: &'a str,
    /// The parent's Region.
    pub parent_region: &'a str,
    /// The Regions that can be a parent's.
    pub parents: &'a [String],
}

impl DkimFields<'_> {
    /// What is wrong with them.
    #[must_use]
    pub fn check(&self) -> Option<FieldError> {
        match self.origin {
            EASY if !KEY_LENGTHS.contains(&self.next_signing_key_length) => {
                Some(FieldError::new("next_signing_key_length", "Choose a key length."))
            }
            BYODKIM => wrong_with_selector(self.selector.trim()).map(|wrong| FieldError::new("selector", wrong)),
            REPLICA if self.parents.is_empty() => Some(FieldError::new(
                self.origin_field,
                "There is nothing to replicate: in no other Region is this domain known to have Easy DKIM with a key of its own.",
            )),
            REPLICA if !self.parents.iter().any(|parent| parent == self.parent_region) => Some(FieldError::new(
                "parent_region",
                format!("Choose the Region of the parent: {}.", self.parents.join(", ")),
            )),
            EASY | REPLICA => None,
            _ => Some(FieldError::new(self.origin_field, "Choose whose key it is.")),
        }
    }
}

/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimSigningAttributes.html>
fn wrong_with_selector(selector: &str) -> Option<String> {
    if selector.is_empty() {
        return Some(
            "Give the selector: the name before “._domainkey” under which the public key is published.".to_owned(),
        );
    }
    if let Some(bad) = selector.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-')) {
        return Some(format!(
            "“{bad}” can’t be in a selector: use letters, digits and hyphens."
        ));
    }
    if selector.starts_with('-') || selector.ends_with('-') {
        return Some("A selector can’t begin or end with a hyphen.".to_owned());
    }
    (selector.len() > SELECTOR).then(|| format!("Use at most {SELECTOR} characters."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(origin: &str, selector: &str, parents: &[String]) -> Option<String> {
        let fields = DkimFields {
            origin_field: "dkim",
            origin,
            next_signing_key_length: "",
            selector,
            parent_region: "eu-west-2",
            parents,
        };
        fields.check().map(|error| error.field)
    }

    #[test]
    fn only_what_belongs_to_the_origin_counts() {
        let parents = ["eu-west-2".to_owned()];
        assert_eq!(wrong(EASY, "-", &[]).as_deref(), Some("next_signing_key_length"));
        assert_eq!(wrong(BYODKIM, "mail-2026", &[]), None);
        for selector in ["", "-a", "a-", "a_b", "a.b", &"s".repeat(64)] {
            assert_eq!(
                wrong(BYODKIM, selector, &parents).as_deref(),
                Some("selector"),
                "{selector}"
            );
        }
        assert_eq!(wrong(REPLICA, "-", &parents), None);
        assert_eq!(wrong(REPLICA, "", &[]).as_deref(), Some("dkim"));
        assert_eq!(
            wrong(REPLICA, "", &["us-east-1".to_owned()]).as_deref(),
            Some("parent_region")
        );
        assert_eq!(wrong("", "", &parents).as_deref(), Some("dkim"));
    }
}
