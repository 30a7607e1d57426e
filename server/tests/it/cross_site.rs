//! Every way in which a change may be asked for: method × `Sec-Fetch-Site` × `Origin` × content type.

use crate::support::{HOST, ask_nobody, folder, frontdesk, router, simulated_aws, state};
use axum::{Router, routing::any};
use http::{Request, StatusCode, header};
use server::http::{BACK_CHANNEL, open};
use std::sync::Arc;

const METHODS: [&str; 9] = [
    "GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE", "BREW",
];
const SITES: [&[&str]; 9] = [
    &[],
    &["same-origin"],
    &["same-site"],
    &["cross-site"],
    &["none"],
    &[""],
    &["Same-Origin"],
    &["same-origin, same-origin"],
    &["same-origin", "same-origin"],
];
const OURS: &str = "https://desk.example.com";
const ORIGINS: [&[&str]; 9] = [
    &[],
    &[OURS],
    &["http://desk.example.com"],
    &["https://desk.example.com:8443"],
    &["https://desk.example.com.evil.example"],
    &["https://evil.example"],
    &["null"],
    &[""],
    &[OURS, "https://evil.example"],
];
const CONTENT_TYPES: [Option<&str>; 5] = [
    None,
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
    Some("text/plain"),
    Some("application/json"),
];

#[tokio::test]
async fn only_pages_of_ours_change_anything() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let inner = Router::new()
        .route("/change", any("changed"))
        .route(BACK_CHANNEL, any("changed"));
    let router = open(inner, state(&frontdesk, Some(OURS)));
    let mut refused = 0;
    for method in METHODS {
        for site in SITES {
            for origin in ORIGINS {
                for content_type in CONTENT_TYPES {
                    let of = |path: &str| {
                        let mut request = Request::builder()
                            .method(method)
                            .uri(path)
                            .header(header::HOST, "desk.example.com");
                        for value in site {
                            request = request.header("sec-fetch-site", *value);
                        }
                        for value in origin {
                            request = request.header(header::ORIGIN, *value);
                        }
                        match content_type {
                            Some(value) => request.header(header::CONTENT_TYPE, value),
                            None => request,
                        }
                    };
                    let is_safe = ["GET", "HEAD", "OPTIONS", "TRACE"].contains(&method);
                    let is_ours = site == ["same-origin"] || (site.is_empty() || site == ["none"]) && origin == [OURS];
                    let case = format!("{method} {site:?} {origin:?} {content_type:?}");
                    let (answer, _) = ask_nobody(&router, of("/change")).await;
                    assert_eq!(answer.status == StatusCode::OK, is_safe || is_ours, "{case}");
                    assert_eq!(answer.status == StatusCode::FORBIDDEN, !is_safe && !is_ours, "{case}");
                    refused += u32::from(answer.status == StatusCode::FORBIDDEN);
                    // The provider's server is no browser.
                    let (answer, _) = ask_nobody(&router, of(BACK_CHANNEL)).await;
                    assert_eq!(
                        answer.status == StatusCode::OK,
                        is_safe || is_ours || method == "POST",
                        "{case}"
                    );
                }
            }
        }
    }
    // Five methods, and of 81 pairs of site and origin all but 11.
    assert_eq!(refused, 5 * 70 * 5);
    frontdesk.stop().await;
}

#[tokio::test]
async fn the_exception_is_one_path_exactly() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let inner = Router::new().fallback("changed");
    let router = open(inner, state(&frontdesk, None));
    for path in [
        "/auth/backchannel/",
        "/auth/backchannel/x",
        "/auth/Backchannel",
        "/auth//backchannel",
        "/auth/%62ackchannel",
        "/auth/backchannel%2f..%2fchange",
        "/auth/back",
        "//auth/backchannel",
    ] {
        let (answer, _) = ask_nobody(&router, Request::post(path).header(header::HOST, HOST)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let (answer, _) = ask_nobody(
        &router,
        Request::post("/auth/backchannel?a=b").header(header::HOST, HOST),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    frontdesk.stop().await;
}

#[tokio::test]
async fn a_form_of_another_page_does_nothing() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let router = router(&frontdesk);
    let form = |site: &str| {
        Request::post("/preferences/theme?")
            .header(header::HOST, HOST)
            .header("sec-fetch-site", site)
            .header(header::REFERER, "http://localhost:3000/users?q=ada")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    let (answer, _) = ask_nobody(&router, form("cross-site")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
    frontdesk.stop().await;
}
