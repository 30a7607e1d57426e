//! Refuses changes that another site's page asks for with this person's browser.
//! Source: <https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html>

use super::{AppState, Hosts, host::host_of, problem::Problem};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, header};

/// Where the identity provider's server says that a session has ended
/// ([OpenID Connect Back-Channel Logout](https://openid.net/specs/openid-connect-backchannel-1_0.html)). No browser asks, no
/// cookie is read, and only the provider's signature counts.
pub const BACK_CHANNEL: &str = "/auth/backchannel";

pub(super) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_signed = request.method() == Method::POST && request.uri().path() == BACK_CHANNEL;
    if request.method().is_safe() || is_signed || is_our_own(&state.hosts, &request) {
        return next.run(request).await;
    }
    state.metrics.cross_site.inc();
    Problem::new(
        StatusCode::FORBIDDEN,
        "This change was not asked for by a page of Frontdesk, so it was refused.",
    )
    .into_response()
}

/// By `Sec-Fetch-Site`, which every current browser sends and no page can forge; else by `Origin`.
///
/// `none` means that no page asked, but the person: a bookmark, or the address bar. Those only read; so what changes something
/// with `none` is a repetition or another program's, and has to have our own `Origin`
/// (<https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header>).
fn is_our_own(hosts: &Hosts, request: &Request) -> bool {
    match only(request.headers(), "sec-fetch-site") {
        Line::One("same-origin") => true,
        Line::None | Line::One("none") => match (only(request.headers(), header::ORIGIN.as_str()), host_of(request)) {
            (Line::One(origin), Some(host)) => hosts.is_origin_of(origin, host),
            _ => false,
        },
        Line::One(_) | Line::Bad => false,
    }
}

/// A header that a browser sends at most once.
enum Line<'a> {
    None,
    One(&'a str),
    Bad,
}

fn only<'a>(headers: &'a HeaderMap, name: &str) -> Line<'a> {
    let mut lines = headers.get_all(name).iter();
    match (lines.next(), lines.next()) {
        (None, _) => Line::None,
        (Some(line), None) => line.to_str().map_or(Line::Bad, Line::One),
        _ => Line::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::HeaderValue;
    use proptest::prelude::*;
    use std::net::SocketAddr;

    fn hosts() -> Hosts {
        Hosts::new(
            SocketAddr::from(([127, 0, 0, 1], 3000)),
            "https://desk.example.com".parse().ok(),
        )
    }

    fn is_ours(headers: &[(&str, &str)]) -> bool {
        let request = http::Request::post("/preferences/theme").header("host", "desk.example.com");
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        is_our_own(&hosts(), &request.body(Body::empty()).expect("a request"))
    }

    #[test]
    fn a_change_has_to_come_from_a_page_of_ours() {
        assert!(is_ours(&[("sec-fetch-site", "same-origin")]));
        assert!(is_ours(&[
            ("sec-fetch-site", "none"),
            ("origin", "https://desk.example.com")
        ]));
        assert!(is_ours(&[("origin", "https://desk.example.com")]));
    }

    #[test]
    fn others_are_refused() {
        assert!(!is_ours(&[]));
        assert!(!is_ours(&[("sec-fetch-site", "none")]));
        assert!(!is_ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!is_ours(&[("sec-fetch-site", "same-site")]));
        assert!(!is_ours(&[("origin", "http://desk.example.com")]));
        assert!(!is_ours(&[("origin", "https://desk.example.com:8443")]));
        assert!(!is_ours(&[("origin", "null")]));
        // What the browser says of the site counts more than an origin.
        assert!(!is_ours(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://desk.example.com")
        ]));
    }

    #[test]
    fn a_header_that_comes_twice_is_nobodys_word() {
        assert!(!is_ours(&[
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(!is_ours(&[
            ("origin", "https://desk.example.com"),
            ("origin", "https://evil.example")
        ]));
    }

    proptest! {
        #[test]
        fn no_other_origin_passes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                let request = http::Request::post("/").header("host", "desk.example.com").header("origin", &value);
                let request = request.body(Body::empty()).expect("a request");
                prop_assert_eq!(is_our_own(&hosts(), &request), value == "https://desk.example.com");
            }
        }
    }
}
