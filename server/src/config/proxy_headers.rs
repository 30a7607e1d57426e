//! The headers of a reverse proxy that signs people in.

use super::{ConfigError, Network, Proxy};
use http::HeaderName;

/// What a reverse proxy says of people, and whose word on it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyHeaders {
    /// From where its requests come.
    pub peers: Vec<Network>,
    /// The header that names the person, for good.
    pub user: HeaderName,
    /// The header with what people call them.
    pub name: Option<HeaderName>,
    /// The header with their e-mail address.
    pub email: Option<HeaderName>,
    /// The header with their groups.
    pub groups: Option<HeaderName>,
}

impl Proxy {
    /// The settings, complete. A header whose name is set to nothing is not read: for a proxy that does not set it, and so
    /// might pass on what a person sends.
    ///
    /// # Errors
    /// When the proxy's address is missing, or a header's name can't be one.
    pub fn headers(&self) -> Result<ProxyHeaders, ConfigError> {
        if self.peers.is_empty() {
            return Err(ConfigError::Value {
                key: "proxy.peers",
                why: "is empty: auth.mode = \"proxy\" takes the word of the proxies named here only",
            });
        }
        let name = |key, text: &str| {
            HeaderName::try_from(text).map_err(|_| ConfigError::Value {
                key,
                why: "is not the name of a header: it looks like x-forwarded-user",
            })
        };
        let optional = |key, text: &str| match text {
            "" => Ok(None),
            text => name(key, text).map(Some),
        };
        Ok(ProxyHeaders {
            peers: self.peers.clone(),
            user: name("proxy.user_header", &self.user_header)?,
            name: optional("proxy.name_header", &self.name_header)?,
            email: optional("proxy.email_header", &self.email_header)?,
            groups: optional("proxy.groups_header", &self.groups_header)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy() -> Proxy {
        Proxy {
            peers: vec!["10.0.0.5".parse().expect("a network")],
            ..Proxy::default()
        }
    }

    fn refusal(proxy: &Proxy) -> String {
        proxy.headers().expect_err("refused").to_string()
    }

    #[test]
    fn nobody_is_believed_unless_named() {
        assert!(refusal(&Proxy::default()).starts_with("`proxy.peers` is empty"));
    }

    #[test]
    fn the_users_header_is_needed_and_the_others_are_not() {
        let headers = Proxy {
            user_header: "X-Remote-User".to_owned(),
            groups_header: String::new(),
            ..proxy()
        }
        .headers()
        .expect("complete");
        assert_eq!((headers.user.as_str(), headers.groups), ("x-remote-user", None));
        let without = Proxy {
            user_header: String::new(),
            ..proxy()
        };
        assert!(refusal(&without).starts_with("`proxy.user_header`"));
        let wrong = Proxy {
            email_header: "x mail".to_owned(),
            ..proxy()
        };
        assert!(refusal(&wrong).starts_with("`proxy.email_header`"));
    }
}
