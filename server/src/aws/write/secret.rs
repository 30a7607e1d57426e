//! Secrets on their way to AWS.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A secret in a call's input. Whatever is written of it, to the audit log, a command or a log line, is a placeholder.
#[derive(Clone, Default)]
pub struct SecretInput(Option<SecretString>);

/// What stands in its place.
const PLACEHOLDER: &str = "<secret>";

impl SecretInput {
    /// A secret that was given.
    #[must_use]
    pub const fn given(secret: SecretString) -> Self {
        Self(Some(secret))
    }

    /// The secret, to be sent; empty where none was given.
    pub(super) fn expose(&self) -> &str {
        self.0.as_ref().map_or("", ExposeSecret::expose_secret)
    }
}

impl fmt::Debug for SecretInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PLACEHOLDER)
    }
}

/// Secrets are not compared: what else a call says tells one from another.
impl PartialEq for SecretInput {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Serialize for SecretInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(PLACEHOLDER)
    }
}

impl<'de> Deserialize<'de> for SecretInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|_| Self(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_of_it_tells_it() {
        let secret = SecretInput::given("Tr0ub4dor&3".into());
        assert_eq!(format!("{secret:?}"), "<secret>");
        assert_eq!(serde_json::to_string(&secret).expect("JSON"), "\"<secret>\"");
        assert_eq!(secret.expose(), "Tr0ub4dor&3");
    }
}
