//! Pages that are sent again while nothing of them has changed.

use crate::support::{
    Desk, HOST, a_minute_later, ask_nobody, folder, frontdesk_at, is_at_rest, router, sign_in, simulated_aws, until,
};
use app::{
    backend::Backend,
    model::{
        access::{Person, Role},
        sync::Which,
        time::Timestamp,
    },
};
use axum::Router;
use futures::future::join_all;
use http::{HeaderMap, Request, header};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// Whether it is a minute later: a test is a process of its own, so nobody else moves it.
static LATER: AtomicBool = AtomicBool::new(false);

fn clock() -> Timestamp {
    if LATER.load(SeqCst) {
        a_minute_later()
    } else {
        crate::support::NOW
    }
}

/// The page as somebody with this cookie is sent it, and what tells one that was drawn from another: the nonce of its scripts.
async fn page(router: &Router, cookie: &str, path: &str) -> (HeaderMap, String) {
    let request = Request::get(path)
        .header(header::HOST, HOST)
        .header(header::COOKIE, cookie);
    let (head, _) = ask_nobody(router, request.header(header::ACCEPT_ENCODING, "br")).await;
    assert_eq!(head.status, 200, "{path}");
    let policy = head.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("text")
        .to_owned();
    (head.headers, policy)
}

async fn drawn(router: &Router, cookie: &str, path: &str) -> String {
    page(router, cookie, path).await.1
}

async fn desk(folder: &crate::support::Data) -> Desk {
    let desk = frontdesk_at(folder, &simulated_aws().await, &["us-east-1"], clock).await;
    until(&desk, is_at_rest).await;
    desk
}

const KEPT: [&str; 8] = [
    "/",
    "/users",
    "/users?q=billing&page=2",
    "/users?changes=of-it",
    "/email-addresses",
    "/identities",
    "/connection-aliases",
    "/search?q=example.com",
];

#[tokio::test]
async fn a_page_is_drawn_once_for_whoever_looks_again() {
    let folder = folder();
    let desk = desk(&folder).await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Operator).await;
    for path in KEPT {
        let (headers, first) = page(&router, &cookie, path).await;
        assert_eq!(headers[header::CONTENT_ENCODING], "br", "{path}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert!(
            headers[header::CONTENT_TYPE]
                .to_str()
                .expect("text")
                .starts_with("text/html"),
            "{path}"
        );
        let again = join_all((0..20).map(|_| drawn(&router, &cookie, path))).await;
        assert!(again.iter().all(|one| *one == first), "{path}");
    }
    desk.stop().await;
}

#[tokio::test]
async fn twenty_who_ask_at_once_have_it_drawn_once() {
    let folder = folder();
    let desk = desk(&folder).await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Operator).await;
    let all = join_all((0..20).map(|_| drawn(&router, &cookie, "/users"))).await;
    assert!(all.iter().all(|one| *one == all[0]));
    desk.stop().await;
}

#[tokio::test]
async fn what_shows_more_than_what_is_known_is_drawn_each_time() {
    let folder = folder();
    let desk = desk(&folder).await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Admin).await;
    let identity = "/identities/us-east-1/shop.example.com";
    for path in [
        "/users?changed=a-1",
        "/account",
        "/sessions",
        "/sync",
        "/audit",
        "/changes/create-identity",
        identity,
    ] {
        let first = drawn(&router, &cookie, path).await;
        assert_ne!(drawn(&router, &cookie, path).await, first, "{path}");
    }
    desk.stop().await;
}

#[tokio::test]
async fn a_page_is_drawn_anew_when_anything_of_it_differs() {
    let folder = folder();
    let desk = desk(&folder).await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Operator).await;
    let first = drawn(&router, &cookie, "/users").await;
    for path in ["/users?", "/users?q=a", "/users?page=2"] {
        assert_ne!(drawn(&router, &cookie, path).await, first, "{path}");
    }
    // The theme.
    let dark = format!("{cookie}; theme=dark");
    assert_ne!(drawn(&router, &dark, "/users").await, first);
    // How it is sent.
    let plain = Request::get("/users")
        .header(header::HOST, HOST)
        .header(header::COOKIE, &cookie);
    let (_, html) = ask_nobody(&router, plain).await;
    assert!(html.starts_with("<!DOCTYPE html>"));
    // Who looks, be it the same person twice.
    for role in [Role::Operator, Role::Admin] {
        let other = sign_in(&router, role).await;
        assert_ne!(drawn(&router, &other, "/users").await, first, "{role}");
    }
    assert_eq!(drawn(&router, &cookie, "/users").await, first);
    // What is known: here that nothing is read any more.
    let olivia = Person {
        subject: "olivia".to_owned(),
        name: "Olivia".to_owned(),
        email: None,
        role: Role::Operator,
    };
    desk.pause(&Which::default(), &olivia);
    let paused = drawn(&router, &cookie, "/users").await;
    assert_ne!(paused, first);
    // How long ago things were.
    assert_eq!(drawn(&router, &cookie, "/users").await, paused);
    LATER.store(true, SeqCst);
    assert_ne!(drawn(&router, &cookie, "/users").await, paused);
    desk.stop().await;
}

#[tokio::test]
async fn who_is_signed_out_is_sent_nothing_that_was_kept() {
    let folder = folder();
    let desk = desk(&folder).await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Operator).await;
    drawn(&router, &cookie, "/users").await;
    let sign_out = Request::post("/auth/sign-out")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin");
    let (head, _) = ask_nobody(&router, sign_out.header(header::COOKIE, &cookie)).await;
    assert!(head.status.is_redirection());
    let request = Request::get("/users")
        .header(header::HOST, HOST)
        .header(header::COOKIE, &cookie);
    let (head, body) = ask_nobody(&router, request.header(header::ACCEPT, "text/html")).await;
    assert!(
        head.status.is_redirection() && !body.contains("akerstrom"),
        "{}",
        head.status
    );
    desk.stop().await;
}
