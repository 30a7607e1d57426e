//! Refuses changes that another site's page asks for with this person's browser.
//! Source: <https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html>

use super::host::host_of;
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};

pub(super) async fn guard(request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_our_own(&request) {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "This change was not asked for by a page of Frontdesk, so it was refused.\n",
    )
        .into_response()
}

/// By `Sec-Fetch-Site`, which every current browser sends and no page can forge; else by `Origin`.
fn is_our_own(request: &Request) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let origin = header(header::ORIGIN.as_str()).and_then(|origin| Some(origin.split_once("://")?.1));
    origin.is_some() && origin == host_of(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn is_ours(headers: &[(&str, &str)]) -> bool {
        let request = http::Request::post("/preferences/theme").header("host", "localhost:3000");
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        is_our_own(&request.body(Body::empty()).expect("a request"))
    }

    #[test]
    fn a_change_has_to_come_from_a_page_of_ours() {
        assert!(is_ours(&[("sec-fetch-site", "same-origin")]));
        assert!(is_ours(&[("sec-fetch-site", "none")]));
        assert!(is_ours(&[("origin", "http://localhost:3000")]));
    }

    #[test]
    fn others_are_refused() {
        assert!(!is_ours(&[]));
        assert!(!is_ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!is_ours(&[("sec-fetch-site", "same-site")]));
        assert!(!is_ours(&[("origin", "http://localhost:3001")]));
        assert!(!is_ours(&[("origin", "null")]));
        // What the browser says of the site counts more than an origin.
        assert!(!is_ours(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://localhost:3000")
        ]));
    }
}
