//! Headers that every response carries, errors and files included.

use super::AppState;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Source: <https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html>
const SECURE: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What is no page loads nothing and is framed by nobody. Pages have a policy of their own, with a nonce.
const NO_PAGE: &str = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Whatever does not say otherwise is about people, or about what went wrong just now: no cache keeps it.
const NOT_KEPT: &str = "no-store";

/// Two years, as browsers' lists ask for. With all names below this one: a name that nobody serves over HTTPS could otherwise
/// set cookies for this one.
const HTTPS_ONLY: &str = "max-age=63072000; includeSubDomains";

pub(super) async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    add(response.headers_mut(), state.hosts.is_https());
    response
}

/// The same for the listener of health and metrics.
pub(super) async fn secure_plain(mut response: Response) -> Response {
    add(response.headers_mut(), false);
    response
}

fn add(headers: &mut HeaderMap, is_https: bool) {
    for (name, value) in SECURE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let unless_said = [
        (header::CONTENT_SECURITY_POLICY, NO_PAGE),
        (header::CACHE_CONTROL, NOT_KEPT),
    ];
    for (name, value) in unless_said {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
}

/// The headers as bytes, for an answer that hyper gives by itself.
pub(super) fn lines() -> String {
    let others = [("content-security-policy", NO_PAGE), ("cache-control", NOT_KEPT)];
    let all = SECURE.into_iter().chain(others);
    all.map(|(name, value)| [name, ": ", value, "\r\n"].concat()).collect()
}
