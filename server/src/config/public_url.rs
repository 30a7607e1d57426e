//! Where people reach Frontdesk.

use super::is_loopback;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use url::Url;

/// The URL at which people reach Frontdesk: scheme, host and port, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    url: Url,
    origin: String,
}

/// It is something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not of the form https://frontdesk.example.com, without a path")]
pub struct NotAPublicUrl;

impl PublicUrl {
    /// The same as a URL.
    #[must_use]
    pub const fn as_url(&self) -> &Url {
        &self.url
    }

    /// The `Origin` of its pages, as browsers send it: without the scheme's own port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Its `Host`, as browsers send it.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.url.authority()
    }

    /// Whether people reach it over HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether it leads to this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }
}

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, NotAPublicUrl> {
        let url = Url::parse(text).map_err(|_| NotAPublicUrl)?;
        let origin = url.origin().ascii_serialization();
        // What is not in the origin: a user, a path, a query, a fragment.
        let is_plain = matches!(url.scheme(), "http" | "https") && url.as_str() == format!("{origin}/");
        if is_plain {
            Ok(Self { url, origin })
        } else {
            Err(NotAPublicUrl)
        }
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = NotAPublicUrl;

    fn try_from(text: String) -> Result<Self, NotAPublicUrl> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.origin
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_known_as_browsers_say_it() {
        let url: PublicUrl = "https://Desk.example.com:443/".parse().expect("a public URL");
        assert_eq!(
            (url.origin(), url.authority()),
            ("https://desk.example.com", "desk.example.com")
        );
        assert!(url.is_https() && !url.is_loopback());
        let url: PublicUrl = "http://127.0.0.1:8080".parse().expect("a public URL");
        assert_eq!(
            (url.origin(), url.authority()),
            ("http://127.0.0.1:8080", "127.0.0.1:8080")
        );
        assert!(!url.is_https() && url.is_loopback());
    }

    #[test]
    fn has_nothing_but_scheme_host_and_port() {
        for text in [
            "",
            "desk.example.com",
            "ftp://desk.example.com",
            "file:///",
            "https://",
            "https://desk.example.com/x",
            "https://desk.example.com/?x",
            "https://desk.example.com#x",
            "https://you@desk.example.com",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(NotAPublicUrl), "{text}");
        }
    }
}
