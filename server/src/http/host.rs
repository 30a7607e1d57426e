//! Which names Frontdesk answers to. Without this, a page anywhere on the web could have its own name lead to this
//! address (DNS rebinding) and read what Frontdesk shows.

use super::AppState;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header, uri::Authority};
use std::net::SocketAddr;

/// The values of `Host` that are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// The names of a server bound to `bound`, and the authority of its public URL.
    #[must_use]
    pub fn new(bound: SocketAddr, public: Option<&str>) -> Self {
        let port = bound.port();
        let mut names = vec![bound.to_string()];
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
        names.extend(public.map(str::to_lowercase));
        Self(names)
    }

    fn include(&self, host: &str) -> bool {
        self.0.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

pub(super) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match host_of(&request) {
        Some(host) if state.hosts.include(host) => next.run(request).await,
        _ => (
            StatusCode::MISDIRECTED_REQUEST,
            "Frontdesk does not answer to this name. Use the address that it printed when it started, \
             or set public_url to the one that people use.\n",
        )
            .into_response(),
    }
}

/// The host that a request asks for (RFC 9112, section 3.2).
pub(crate) fn host_of(request: &Request) -> Option<&str> {
    let header = || request.headers().get(header::HOST)?.to_str().ok();
    request.uri().authority().map(Authority::as_str).or_else(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_to_loopback_and_to_its_public_name_only() {
        let hosts = Hosts::new(SocketAddr::from(([127, 0, 0, 1], 3000)), Some("Desk.example.com"));
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
        ] {
            assert!(!hosts.include(bad), "{bad}");
        }
    }

    #[test]
    fn the_default_port_may_be_left_out() {
        assert!(Hosts::new(SocketAddr::from(([127, 0, 0, 1], 80)), None).include("localhost"));
    }
}
