//! Pages that are sent again while nothing of them has changed.

use crate::support::{
    Data, Desk, HOST, ask_nobody, clock, folder, frontdesk_at, is_at_rest, let_a_minute_pass, sign_in, simulated_aws,
    state_with, until,
};
use app::{
    backend::Backend,
    model::{
        access::{Person, Role},
        sync::Which,
    },
};
use axum::{Router, body::Body};
use flate2::read::GzDecoder;
use futures::future::join_all;
use http::{HeaderMap, Request, header};
use http_body_util::BodyExt;
use server::{config::Settings, http::build_router, metrics::Metrics};
use std::{io::Read, sync::Arc};
use tower::ServiceExt;

/// A Frontdesk, and somebody who looks at its pages.
struct Pages {
    desk: Desk,
    router: Router,
    metrics: Arc<Metrics>,
    cookie: String,
}

impl Pages {
    async fn of(folder: &Data, role: Role) -> Self {
        let desk = frontdesk_at(folder, &simulated_aws().await, &["us-east-1"], clock).await;
        until(&desk, is_at_rest).await;
        let state = state_with(&desk, &Settings::default(), true);
        let metrics = Arc::clone(&state.metrics);
        let router = build_router(state);
        let cookie = sign_in(&router, role).await;
        Self {
            desk,
            router,
            metrics,
            cookie,
        }
    }

    /// The page as somebody with this cookie is sent it.
    async fn get(&self, cookie: &str, path: &str, encoding: &str) -> (HeaderMap, Vec<u8>) {
        let request = Request::get(path)
            .header(header::HOST, HOST)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_ENCODING, encoding);
        let answer = self
            .router
            .clone()
            .oneshot(request.body(Body::empty()).expect("a request"));
        let (head, body) = answer.await.expect("an answer").into_parts();
        assert_eq!(head.status, 200, "{path}");
        (head.headers, body.collect().await.expect("a body").to_bytes().into())
    }

    /// Whether the page was drawn for this request.
    async fn draws(&self, cookie: &str, path: &str) -> bool {
        let before = self.metrics.pages_drawn.get();
        self.get(cookie, path, "gzip").await;
        self.metrics.pages_drawn.get() > before
    }
}

fn unpacked(body: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(body).read_to_string(&mut text).expect("gzip");
    text
}

fn nonce(headers: &HeaderMap) -> String {
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    let (_, rest) = policy.split_once("'nonce-").expect("a nonce");
    rest.split('\'').next().expect("a nonce").to_owned()
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
    let pages = Pages::of(&folder, Role::Operator).await;
    let cookie = pages.cookie.as_str();
    for path in KEPT {
        assert!(pages.draws(cookie, path).await, "{path}");
        assert!(!pages.draws(cookie, path).await, "{path}");
    }
    pages.desk.stop().await;
}

#[tokio::test]
async fn what_is_sent_again_is_the_same_but_for_the_nonce() {
    let folder = folder();
    let pages = Pages::of(&folder, Role::Operator).await;
    let cookie = pages.cookie.as_str();
    for path in KEPT {
        let (plain, html) = pages.get(cookie, path, "identity").await;
        let html = String::from_utf8(html).expect("text");
        assert!(
            html.starts_with("<!DOCTYPE html>") && html.contains("</html>"),
            "{path}"
        );
        let mut nonces = vec![nonce(&plain)];
        for _ in 0..3 {
            let (headers, body) = pages.get(cookie, path, "br, gzip").await;
            assert_eq!(headers[header::CONTENT_ENCODING], "gzip", "{path}");
            assert_eq!(headers[header::VARY], "accept-encoding", "{path}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
            assert!(
                headers[header::CONTENT_TYPE]
                    .to_str()
                    .expect("text")
                    .starts_with("text/html")
            );
            let html = unpacked(&body);
            let nonce = nonce(&headers);
            let scripts: Vec<_> = html.split("<script").skip(1).collect();
            assert!(!scripts.is_empty(), "{path}");
            for script in scripts {
                assert!(
                    script
                        .split('>')
                        .next()
                        .expect("a tag")
                        .contains(&format!("nonce=\"{nonce}\""))
                );
            }
            nonces.push(nonce);
        }
        let (headers, body) = pages.get(cookie, path, "gzip").await;
        let again = unpacked(&body).replace(&nonce(&headers), &nonces[1]);
        let (headers, body) = pages.get(cookie, path, "gzip").await;
        assert_eq!(unpacked(&body).replace(&nonce(&headers), &nonces[1]), again, "{path}");
        nonces.sort_unstable();
        nonces.dedup();
        assert_eq!(nonces.len(), 4, "{path}");
    }
    pages.desk.stop().await;
}

#[tokio::test]
async fn twenty_who_ask_at_once_have_it_drawn_once() {
    let folder = folder();
    let pages = Pages::of(&folder, Role::Operator).await;
    let cookie = pages.cookie.as_str();
    join_all((0..20).map(|_| pages.get(cookie, "/users", "gzip"))).await;
    assert_eq!(
        (pages.metrics.pages_drawn.get(), pages.metrics.pages_sent.get()),
        (1, 20)
    );
    pages.desk.stop().await;
}

#[tokio::test]
async fn what_shows_more_than_what_is_known_is_not_kept() {
    let folder = folder();
    let pages = Pages::of(&folder, Role::Admin).await;
    let cookie = pages.cookie.as_str();
    for path in [
        "/users?changed=a-1",
        "/account",
        "/sessions",
        "/sync",
        "/audit",
        "/changes/create-identity",
        "/identities/us-east-1/shop.example.com",
    ] {
        pages.get(cookie, path, "gzip").await;
        assert_eq!(pages.metrics.pages_sent.get(), 0, "{path}");
    }
    pages.desk.stop().await;
}

#[tokio::test]
async fn a_page_is_drawn_anew_when_anything_of_it_differs() {
    let folder = folder();
    let pages = Pages::of(&folder, Role::Operator).await;
    let cookie = pages.cookie.as_str();
    for path in ["/users", "/users?", "/users?q=a", "/users?page=2"] {
        assert!(pages.draws(cookie, path).await, "{path}");
    }
    // The theme.
    assert!(pages.draws(&format!("{cookie}; theme=dark"), "/users").await);
    // Who looks, be it the same person twice.
    for role in [Role::Operator, Role::Admin] {
        let other = sign_in(&pages.router, role).await;
        assert!(pages.draws(&other, "/users").await, "{role}");
    }
    assert!(!pages.draws(cookie, "/users").await);
    // What is known: here that nothing is read any more.
    let olivia = Person {
        subject: "olivia".to_owned(),
        name: "Olivia".to_owned(),
        email: None,
        role: Role::Operator,
    };
    pages.desk.pause(&Which::default(), &olivia);
    assert!(pages.draws(cookie, "/users").await);
    assert!(!pages.draws(cookie, "/users").await);
    // How long ago things were.
    let_a_minute_pass();
    assert!(pages.draws(cookie, "/users").await);
    pages.desk.stop().await;
}

#[tokio::test]
async fn who_is_signed_out_is_sent_nothing_that_was_kept() {
    let folder = folder();
    let pages = Pages::of(&folder, Role::Operator).await;
    let cookie = pages.cookie.as_str();
    pages.get(cookie, "/users", "gzip").await;
    let sign_out = Request::post("/auth/sign-out")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin");
    let (head, _) = ask_nobody(&pages.router, sign_out.header(header::COOKIE, cookie)).await;
    assert!(head.status.is_redirection());
    let request = Request::get("/users")
        .header(header::HOST, HOST)
        .header(header::COOKIE, cookie);
    let (head, body) = ask_nobody(&pages.router, request.header(header::ACCEPT, "text/html")).await;
    assert!(
        head.status.is_redirection() && !body.contains("akerstrom"),
        "{}",
        head.status
    );
    pages.desk.stop().await;
}
