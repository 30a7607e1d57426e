//! The database, where it is not a file.

use super::Secret;
use serde::{Deserialize, Serialize, Serializer};
use std::str::FromStr;
use url::Url;

/// The URL of a PostgreSQL database. It may hold a password, which is neither logged nor printed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct DatabaseUrl(Secret);

/// It is something else. What it is may be secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not of the form postgres://frontdesk@db.example.com/frontdesk")]
pub struct NotADatabaseUrl;

impl DatabaseUrl {
    /// The whole of it: for the one place that connects.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// It without its password.
    #[must_use]
    pub fn shown(&self) -> String {
        let Ok(mut url) = Url::parse(self.expose()) else {
            return String::new();
        };
        // Fails only where there can be none.
        let _ = url.set_password(None);
        let parameters: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let open = parameters.into_iter().filter(|(name, _)| name != "password");
        url.set_query(None);
        for (name, value) in open {
            url.query_pairs_mut().append_pair(&name, &value);
        }
        url.into()
    }
}

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<Self, NotADatabaseUrl> {
        let url = Url::parse(text).map_err(|_| NotADatabaseUrl)?;
        if matches!(url.scheme(), "postgres" | "postgresql") && !url.cannot_be_a_base() {
            Ok(Self(Secret::from(text.to_owned())))
        } else {
            Err(NotADatabaseUrl)
        }
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = NotADatabaseUrl;

    fn try_from(text: String) -> Result<Self, NotADatabaseUrl> {
        text.parse()
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_password_is_neither_logged_nor_printed() {
        for (url, shown) in [
            (
                "postgres://desk:hunter2@db.example.com:5433/desk?sslmode=verify-full",
                "postgres://desk@db.example.com:5433/desk?sslmode=verify-full",
            ),
            (
                "postgresql:///desk?host=/run/postgresql&user=desk&password=hunter2",
                "postgresql:///desk?host=%2Frun%2Fpostgresql&user=desk",
            ),
        ] {
            let url: DatabaseUrl = url.parse().expect("a URL");
            assert_eq!(url.shown(), shown);
            assert!(!format!("{url:?}").contains("hunter2"));
            assert_eq!(serde_json::to_string(&url).expect("JSON"), format!("\"{shown}\""));
        }
    }

    #[test]
    fn what_is_no_such_url_is_refused_and_not_quoted() {
        for text in ["mysql://desk:hunter2@db/desk", "postgres:hunter2", "hunter2", ""] {
            let refused = text.parse::<DatabaseUrl>().expect_err(text).to_string();
            assert!(!refused.contains("hunter2"), "{refused}");
        }
    }
}
