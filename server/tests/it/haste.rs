//! Who asks too much too fast, and who is not affected by it.

use crate::support::{Data, Desk, HOST, ask_nobody, folder, frontdesk, sign_in, simulated_aws, state};
use app::{error::AppError, model::access::Role};
use axum::{Router, extract::ConnectInfo};
use http::{Request, StatusCode, header, request::Builder, response::Parts};
use server::{
    config::Limits,
    http::{AppState, Gate, build_router},
    metrics::Metrics,
};
use std::{net::SocketAddr, num::NonZeroU32, sync::Arc};

const BURST: u32 = 5;

/// A demo where a person, or an address, may ask five times at once and then once a second.
async fn hurried() -> (Data, Desk, Router, Arc<Metrics>) {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let limits = Limits {
        burst: NonZeroU32::new(BURST).expect("not zero"),
        requests_per_second: NonZeroU32::MIN,
        ..Limits::default()
    };
    let state = AppState {
        gate: Arc::new(Gate::new(&limits)),
        ..state(&desk, None)
    };
    let metrics = Arc::clone(&state.metrics);
    (folder, desk, build_router(state), metrics)
}

fn from(address: [u8; 4], path: &str) -> Builder {
    Request::get(path)
        .header(header::HOST, HOST)
        .extension(ConnectInfo(SocketAddr::from((address, 40_000))))
}

/// What is answered until it is too much, which it is soon.
async fn until_too_many(router: &Router, request: impl Fn() -> Builder) -> Vec<StatusCode> {
    let mut before = Vec::new();
    for _ in 0..20 * BURST {
        let (answer, body) = ask_nobody(router, request()).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.headers.contains_key(header::RETRY_AFTER), "{body}");
            return before;
        }
        before.push(answer.status);
    }
    panic!("never too many: {before:?}");
}

#[tokio::test]
async fn nobody_is_turned_away_as_often_as_they_like() {
    let (_folder, desk, router, metrics) = hurried().await;
    let nobody = until_too_many(&router, || from([192, 0, 2, 1], "/api/users")).await;
    assert!(nobody.len() >= BURST as usize, "{nobody:?}");
    assert!(nobody.iter().all(|status| *status == StatusCode::UNAUTHORIZED));
    assert_ne!(metrics.rate_limited.get(), 0);
    // Nor for a page, from which it leads to the sign-in.
    let page = || from([192, 0, 2, 2], "/users").header(header::ACCEPT, "text/html");
    let led = until_too_many(&router, page).await;
    assert!(led.iter().all(|status| *status == StatusCode::SEE_OTHER), "{led:?}");
    let (answer, _) = ask_nobody(&router, from([192, 0, 2, 3], "/api/users")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "from another address");
    desk.stop().await;
}

#[tokio::test]
async fn nobody_is_denied_as_often_as_they_like() {
    let (_folder, desk, router, _) = hurried().await;
    let viewer = sign_in(&router, Role::Viewer).await;
    let operator = sign_in(&router, Role::Operator).await;
    // All from one address: it is the person that counts.
    let of = |who: &str, path: &str| from([192, 0, 2, 1], path).header(header::COOKIE, who.to_owned());
    let denied = until_too_many(&router, || of(&viewer, "/api/everyones-sessions")).await;
    assert!(denied.len() >= BURST as usize, "{denied:?}");
    assert!(
        denied.iter().all(|status| *status == StatusCode::FORBIDDEN),
        "{denied:?}"
    );
    let (answer, _) = ask_nobody(&router, of(&operator, "/api/everyones-sessions")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "another person");
    let (answer, _) = ask_nobody(&router, from([192, 0, 2, 1], "/api/users")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "nobody at that address");
    desk.stop().await;
}

#[tokio::test]
async fn a_page_understands_that_it_was_too_much() {
    let (_folder, desk, router, _) = hurried().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    let call = || from([192, 0, 2, 1], "/api/users?query=").header(header::COOKIE, cookie.clone());
    let (answer, body) = too_many(&router, call).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(serde_json::from_str::<AppError>(&body).expect("JSON"), AppError::Busy);
    // A person who looks at it reads a sentence.
    let (_, body) = too_many(&router, || call().header(header::ACCEPT, "text/html")).await;
    assert!(
        body.starts_with("Too many requests.") && body.contains("Quote this id: "),
        "{body}"
    );
    desk.stop().await;
}

/// What is answered when it is too much.
async fn too_many(router: &Router, request: impl Fn() -> Builder) -> (Parts, String) {
    for _ in 0..20 * BURST {
        let (answer, body) = ask_nobody(router, request()).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return (answer, body);
        }
    }
    panic!("never too many");
}

#[tokio::test]
async fn nobody_keeps_others_at_the_same_address_from_signing_out() {
    let (_folder, desk, router, _) = hurried().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    until_too_many(&router, || from([192, 0, 2, 1], "/auth/sign-in")).await;
    let sign_out = from([192, 0, 2, 1], "/auth/sign-out")
        .method("POST")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie);
    let (answer, body) = ask_nobody(&router, sign_out).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{body}");
    desk.stop().await;
}

#[tokio::test]
async fn files_are_for_everybody() {
    let (_folder, desk, router, metrics) = hurried().await;
    for _ in 0..4 * BURST {
        let (answer, _) = ask_nobody(&router, from([192, 0, 2, 1], "/pkg/0123/frontdesk.js")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(metrics.rate_limited.get(), 0);
    desk.stop().await;
}
