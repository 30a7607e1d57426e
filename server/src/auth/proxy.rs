//! At a reverse proxy.

use super::proxy_identity::{ProxyIdentity, is_plain};
use crate::config::{self, ConfigError, ProxyHeaders};
use http::{HeaderMap, HeaderName};
use std::net::IpAddr;

/// How long the header with the groups may be, in bytes: a person in hundreds of groups fits.
const LONGEST_GROUPS: usize = 16 * 1024;

/// Takes the word of a reverse proxy.
#[derive(Clone, Debug)]
pub struct Proxy(ProxyHeaders);

/// A request that can't be told whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// It did not come through the proxy.
    #[error("the request did not come from one of `proxy.peers`: use the address of the proxy")]
    NotFromProxy,
    /// The proxy did not say who sent it.
    #[error("the proxy did not say who sent the request: is the path left out of its sign-in?")]
    Missing,
    /// What it said can't be used.
    #[error("what the proxy says of the person {0}")]
    Invalid(&'static str),
}

impl Proxy {
    /// By `settings`.
    ///
    /// # Errors
    /// When they don't name the proxy, or a header's name can't be one.
    pub fn new(settings: &config::Proxy) -> Result<Self, ConfigError> {
        settings.headers().map(Self)
    }

    /// Who sent the request that came from `peer` with `headers`.
    ///
    /// # Errors
    /// When it did not come through the proxy, or the proxy did not clearly say.
    pub fn identify(&self, peer: IpAddr, headers: &HeaderMap) -> Result<ProxyIdentity, ProxyError> {
        let names = &self.0;
        if !names.peers.iter().any(|network| network.contains(peer)) {
            return Err(ProxyError::NotFromProxy);
        }
        let subject = one(headers, &names.user)?.ok_or(ProxyError::Missing)?;
        let optional = |name: &Option<HeaderName>| match name {
            Some(name) => one(headers, name),
            None => Ok(None),
        };
        let plain = |text: Option<&str>| match text {
            Some(text) if !is_plain(text) => {
                Err(ProxyError::Invalid("is too long or holds characters that are not seen"))
            }
            text => Ok(text.map(str::to_owned)),
        };
        let subject = plain(Some(subject))?.ok_or(ProxyError::Missing)?;
        let email = plain(optional(&names.email)?)?;
        let name = plain(optional(&names.name)?)?;
        let groups = optional(&names.groups)?.unwrap_or_default();
        if groups.len() > LONGEST_GROUPS {
            return Err(ProxyError::Invalid("names too many groups"));
        }
        Ok(ProxyIdentity {
            name: name.or_else(|| email.clone()).unwrap_or_else(|| subject.clone()),
            subject,
            email,
            groups: groups
                .split(',')
                .map(str::trim)
                .filter(|group| is_plain(group))
                .map(str::to_owned)
                .collect(),
        })
    }
}

/// The one value of a header; an empty one is as good as none. Two are refused: one of them may be the sender's own, which
/// the proxy did not take away.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ProxyError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next();
    if values.next().is_some() {
        return Err(ProxyError::Invalid("came twice in one header"));
    }
    let text = value
        .map(|value| std::str::from_utf8(value.as_bytes()))
        .transpose()
        .map_err(|_| ProxyError::Invalid("is not UTF-8"))?;
    Ok(text.map(str::trim).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const PROXY: &str = "10.0.0.5";

    fn proxy() -> Proxy {
        Proxy::new(&config::Proxy {
            peers: vec![PROXY.parse().expect("a network")],
            ..config::Proxy::default()
        })
        .expect("settings")
    }

    fn headers(pairs: &[(&'static str, &[u8])]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_bytes(value).expect("a value"));
        }
        headers
    }

    fn identify(peer: &str, pairs: &[(&'static str, &[u8])]) -> Result<ProxyIdentity, ProxyError> {
        proxy().identify(peer.parse().expect("an address"), &headers(pairs))
    }

    #[test]
    fn the_proxy_says_who_somebody_is() {
        let full: &[(_, &[u8])] = &[
            ("x-forwarded-user", b"u-1815"),
            ("x-forwarded-preferred-username", "Zoë".as_bytes()),
            ("x-forwarded-email", b"zoe@example.com"),
            ("x-forwarded-groups", b"staff, leads,,"),
        ];
        let expected = ProxyIdentity {
            subject: "u-1815".to_owned(),
            name: "Zoë".to_owned(),
            email: Some("zoe@example.com".to_owned()),
            groups: vec!["staff".to_owned(), "leads".to_owned()],
        };
        assert_eq!(identify(PROXY, full), Ok(expected.clone()));
        // As a socket that listens on IPv6, too, tells of it.
        assert_eq!(identify("::ffff:10.0.0.5", full), Ok(expected));
        let bare = identify(PROXY, &[("x-forwarded-user", b"u-1815")]).expect("enough");
        assert_eq!(
            (bare.name.as_str(), bare.email, bare.groups),
            ("u-1815", None, Vec::new())
        );
    }

    #[test]
    fn nobody_else_does_whatever_the_headers_say() {
        let pairs: &[(_, &[u8])] = &[
            ("x-forwarded-user", b"u-1815"),
            ("x-forwarded-for", b"10.0.0.5"),
            ("x-real-ip", b"10.0.0.5"),
        ];
        for peer in ["10.0.0.6", "127.0.0.1", "::1", "::ffff:10.0.0.6"] {
            assert_eq!(identify(peer, pairs), Err(ProxyError::NotFromProxy), "{peer}");
        }
    }

    #[test]
    fn a_user_is_named_once_and_in_plain_text() {
        assert_eq!(identify(PROXY, &[]), Err(ProxyError::Missing));
        assert_eq!(
            identify(PROXY, &[("x-forwarded-user", b"  ")]),
            Err(ProxyError::Missing)
        );
        let refused: [&[(&'static str, &[u8])]; 6] = [
            &[("x-forwarded-user", b"ada"), ("x-forwarded-user", b"ada")],
            &[("x-forwarded-user", b"a\xFFda")],
            &[("x-forwarded-user", b"a\tda")],
            &[("x-forwarded-user", &[b'x'; 256])],
            &[("x-forwarded-user", "\u{202E}nimda".as_bytes())],
            &[
                ("x-forwarded-user", b"ada"),
                ("x-forwarded-groups", b"staff"),
                ("x-forwarded-groups", b"leads"),
            ],
        ];
        for pairs in refused {
            assert!(
                matches!(identify(PROXY, pairs), Err(ProxyError::Invalid(_))),
                "{pairs:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_a_person_has_a_plain_name_or_none(
            user in proptest::collection::vec(any::<u8>(), 0..300),
            groups in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let mut headers = HeaderMap::new();
            for (name, bytes) in [("x-forwarded-user", user), ("x-forwarded-groups", groups)] {
                if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                    headers.append(name, value);
                }
            }
            if let Ok(identity) = proxy().identify(PROXY.parse().expect("an address"), &headers) {
                prop_assert!(is_plain(&identity.subject) && is_plain(&identity.name));
                prop_assert!(identity.groups.iter().all(|group| is_plain(group) && !group.contains(',')));
            }
            prop_assert_eq!(
                proxy().identify("192.0.2.1".parse().expect("an address"), &headers),
                Err(ProxyError::NotFromProxy)
            );
        }
    }
}
