//! Headers that every response carries. The Content-Security-Policy is the pages' own: it holds a nonce.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, HeaderValue, header};

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

/// What server functions answer is about people: no cache keeps it.
const API: &str = "/api/";

pub(super) async fn secure(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with(API);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in SECURE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_api {
        let private = HeaderValue::from_static("private, no-store");
        headers.entry(header::CACHE_CONTROL).or_insert(private);
    }
    response
}
