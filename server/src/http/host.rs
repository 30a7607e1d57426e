//! Which names Frontdesk answers to. Without this, a page anywhere on the web could have its own name lead to this
//! address (DNS rebinding) and read what Frontdesk shows.

use super::{AppState, problem::Problem};
use crate::config::PublicUrl;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, Uri, header, uri::Authority};
use std::net::SocketAddr;

/// The values of `Host` that are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// The names of the address itself.
    bound: Vec<String>,
    public: Option<PublicUrl>,
}

impl Hosts {
    /// The names of a server bound to `bound`, and that of its public URL.
    #[must_use]
    pub fn new(bound: SocketAddr, public: Option<PublicUrl>) -> Self {
        let port = bound.port();
        let mut names = Vec::new();
        // Off loopback everybody comes by the public name.
        if bound.ip().is_loopback() || public.is_none() {
            names.push(bound.to_string());
        }
        if bound.ip().is_loopback() {
            names.extend(["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}")));
        }
        if port == 80 {
            // Browsers leave the default port out.
            let without: Vec<_> = names
                .iter()
                .filter_map(|name| name.strip_suffix(":80"))
                .map(str::to_owned)
                .collect();
            names.extend(without);
        }
        Self { bound: names, public }
    }

    /// Whether people reach Frontdesk over HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public.as_ref().is_some_and(PublicUrl::is_https)
    }

    fn include(&self, host: &str) -> bool {
        let public = self.public.iter().map(PublicUrl::authority);
        self.bound
            .iter()
            .map(String::as_str)
            .chain(public)
            .any(|name| name.eq_ignore_ascii_case(host))
    }

    /// Whether a page with this `Origin` is one that came from `host`: scheme, name and port.
    pub(super) fn is_origin_of(&self, origin: &str, host: &str) -> bool {
        match &self.public {
            Some(public) if public.authority().eq_ignore_ascii_case(host) => origin == public.origin(),
            // What is bound is spoken to in plain HTTP.
            _ => origin
                .strip_prefix("http://")
                .is_some_and(|rest| rest.eq_ignore_ascii_case(host)),
        }
    }
}

pub(super) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match asked_hosts(request.uri(), request.headers()) {
        Asked::Well(host) if state.hosts.include(host) => next.run(request).await,
        Asked::Well(_) => Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "Frontdesk does not answer to this name. Use the address that it printed when it started, \
             or set public_url to the one that people use.",
        )
        .into_response(),
        Asked::Badly => Problem::new(
            StatusCode::BAD_REQUEST,
            "The request does not say once which host it is for.",
        )
        .into_response(),
    }
}

enum Asked<'a> {
    Well(&'a str),
    Badly,
}

/// The host that a request asks for. One that names none or several is bad, and so is one whose target is of another host than
/// its header: whoever stands before us may have looked at the other
/// ([RFC 9112, section 3.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2)).
fn asked_hosts<'a>(target: &'a Uri, headers: &'a HeaderMap) -> Asked<'a> {
    let mut lines = headers.get_all(header::HOST).iter();
    let target = target.authority().map(Authority::as_str);
    let header = match (lines.next(), lines.next()) {
        (None, _) => None,
        (Some(host), None) => match host.to_str() {
            Ok(host) => Some(host),
            Err(_) => return Asked::Badly,
        },
        (Some(_), Some(_)) => return Asked::Badly,
    };
    match (target, header) {
        (Some(target), Some(header)) if !target.eq_ignore_ascii_case(header) => Asked::Badly,
        (Some(host), _) | (None, Some(host)) => Asked::Well(host),
        (None, None) => Asked::Badly,
    }
}

/// The host that a request asks for.
pub(super) fn host_of(request: &Request) -> Option<&str> {
    match asked_hosts(request.uri(), request.headers()) {
        Asked::Well(host) => Some(host),
        Asked::Badly => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 3000);

    #[test]
    fn answers_to_loopback_and_to_its_public_name_only() {
        let hosts = Hosts::new(SocketAddr::from(LOOPBACK), "https://Desk.example.com:443/".parse().ok());
        for good in [
            "127.0.0.1:3000",
            "localhost:3000",
            "LOCALHOST:3000",
            "[::1]:3000",
            "desk.example.com",
        ] {
            assert!(hosts.include(good), "{good}");
        }
        for bad in [
            "evil.example",
            "evil.example:3000",
            "127.0.0.1",
            "localhost:3001",
            "",
            "desk.example.com:3000",
            "localhost:3000@evil.example",
        ] {
            assert!(!hosts.include(bad), "{bad}");
        }
    }

    #[test]
    fn off_loopback_only_the_public_name_counts() {
        let hosts = Hosts::new(
            SocketAddr::from(([10, 0, 0, 5], 3000)),
            "https://desk.example.com".parse().ok(),
        );
        assert!(hosts.include("desk.example.com"));
        assert!(!hosts.include("10.0.0.5:3000") && !hosts.include("localhost:3000"));
    }

    #[test]
    fn the_default_port_may_be_left_out() {
        assert!(Hosts::new(SocketAddr::from(([127, 0, 0, 1], 80)), None).include("localhost"));
    }

    #[test]
    fn an_origin_is_scheme_name_and_port() {
        let hosts = Hosts::new(SocketAddr::from(LOOPBACK), "https://desk.example.com".parse().ok());
        assert!(hosts.is_origin_of("https://desk.example.com", "desk.example.com"));
        assert!(!hosts.is_origin_of("http://desk.example.com", "desk.example.com"));
        assert!(!hosts.is_origin_of("https://desk.example.com:8443", "desk.example.com"));
        assert!(hosts.is_origin_of("http://localhost:3000", "localhost:3000"));
        assert!(!hosts.is_origin_of("https://localhost:3000", "localhost:3000"));
        assert!(!hosts.is_origin_of("http://localhost:3000", "127.0.0.1:3000"));
        assert!(hosts.is_https() && !Hosts::new(SocketAddr::from(LOOPBACK), None).is_https());
    }

    fn host(target: &str, lines: &[&str]) -> Option<String> {
        let headers = lines
            .iter()
            .map(|line| (header::HOST, HeaderValue::from_str(line).expect("a value")))
            .collect();
        match asked_hosts(&target.parse().expect("a target"), &headers) {
            Asked::Well(host) => Some(host.to_owned()),
            Asked::Badly => None,
        }
    }

    #[test]
    fn a_request_names_one_host() {
        assert_eq!(host("/users", &["a.example"]).as_deref(), Some("a.example"));
        assert_eq!(host("http://a.example/users", &[]).as_deref(), Some("a.example"));
        assert_eq!(
            host("http://a.example/users", &["A.example"]).as_deref(),
            Some("a.example")
        );
        assert_eq!(host("http://a.example/users", &["b.example"]), None);
        assert_eq!(host("/users", &["a.example", "b.example"]), None);
        assert_eq!(host("/users", &["a.example", "a.example"]), None);
        assert_eq!(host("/users", &[]), None);
    }

    proptest! {
        #[test]
        fn whatever_a_stranger_names_is_known_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64), origin in ".{0,64}") {
            let hosts = Hosts::new(SocketAddr::from(LOOPBACK), "https://desk.example.com".parse().ok());
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                let headers = HeaderMap::from_iter([(header::HOST, value)]);
                if let Asked::Well(host) = asked_hosts(&Uri::from_static("/"), &headers) {
                    prop_assert!(!hosts.include(host) || host.len() <= "desk.example.com".len());
                    let own = format!("http://{host}");
                    prop_assert!(!hosts.is_origin_of(&origin, host) || origin == own);
                }
            }
        }
    }
}
