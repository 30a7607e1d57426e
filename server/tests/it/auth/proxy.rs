//! A reverse proxy that signs people in, and the router together.

use crate::support::{Data, Desk, HOST, ask_nobody, folder, frontdesk, router_with, simulated_aws};
use axum::{Router, extract::ConnectInfo};
use http::{Request, StatusCode, header, request::Builder, response::Parts};
use server::config::{Auth, Mode, Proxy, Roles, Settings};
use std::net::SocketAddr;

const PROXY: &str = "10.0.0.5:40000";
const STRANGER: &str = "10.0.0.6:40000";

async fn desk() -> (Data, Desk, Router) {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let settings = Settings {
        auth: Auth { mode: Mode::Proxy },
        proxy: Proxy {
            peers: vec!["10.0.0.5".parse().expect("an address")],
            ..Proxy::default()
        },
        roles: Roles {
            viewer: vec!["staff".to_owned()],
            admin: vec!["leads".to_owned()],
            ..Roles::default()
        },
        public_url: format!("http://{HOST}").parse().ok(),
        ..Settings::default()
    };
    let router = router_with(&desk, &settings, false);
    (folder, desk, router)
}

fn from(peer: &str, path: &str) -> Builder {
    let peer: SocketAddr = peer.parse().expect("an address");
    Request::get(path)
        .header(header::HOST, HOST)
        .header("x-forwarded-for", "192.0.2.7")
        .extension(ConnectInfo(peer))
}

fn of(request: Builder, user: &str, groups: &str) -> Builder {
    request
        .header("x-forwarded-user", user)
        .header("x-forwarded-preferred-username", format!("{user} by name"))
        .header("x-forwarded-groups", groups)
}

async fn sign_in(router: &Router, user: &str, groups: &str) -> (Parts, String) {
    let (head, _) = ask_nobody(router, of(from(PROXY, "/auth/sign-in"), user, groups)).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER);
    let cookie = head.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    (head, cookie)
}

#[tokio::test]
async fn a_person_is_who_the_proxy_says_with_each_request() {
    let (_folder, desk, router) = desk().await;
    let (_, cookie) = sign_in(&router, "vera", "staff").await;
    let you = |groups| of(from(PROXY, "/api/you"), "vera", groups).header(header::COOKIE, cookie.clone());
    let (head, body) = ask_nobody(&router, you("staff")).await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(
        body.contains(r#""name":"vera by name""#) && body.contains(r#""role":"viewer""#),
        "{body}"
    );
    let (_, body) = ask_nobody(&router, you("staff,leads")).await;
    assert!(body.contains(r#""role":"admin""#), "{body}");
    let (head, _) = ask_nobody(&router, you("strangers")).await;
    assert_eq!(head.status, StatusCode::FORBIDDEN);
    desk.stop().await;
}

#[tokio::test]
async fn a_session_alone_or_of_another_person_is_none() {
    let (_folder, desk, router) = desk().await;
    let (_, cookie) = sign_in(&router, "vera", "staff").await;
    let without = from(PROXY, "/api/you").header(header::COOKIE, cookie.clone());
    assert_eq!(ask_nobody(&router, without).await.0.status, StatusCode::UNAUTHORIZED);
    let another = of(from(PROXY, "/api/you"), "otto", "leads").header(header::COOKIE, cookie.clone());
    assert_eq!(ask_nobody(&router, another).await.0.status, StatusCode::UNAUTHORIZED);
    let past_the_proxy = of(from(STRANGER, "/api/you"), "vera", "leads").header(header::COOKIE, cookie);
    assert_eq!(
        ask_nobody(&router, past_the_proxy).await.0.status,
        StatusCode::UNAUTHORIZED
    );
    desk.stop().await;
}

#[tokio::test]
async fn whoever_comes_past_the_proxy_is_nobody_whatever_they_say() {
    let (_folder, desk, router) = desk().await;
    let (head, _) = ask_nobody(&router, of(from(STRANGER, "/auth/sign-in"), "ada", "leads")).await;
    assert_eq!(head.status, StatusCode::FORBIDDEN);
    assert!(!head.headers.contains_key(header::SET_COOKIE));
    desk.stop().await;
}

#[tokio::test]
async fn where_from_is_what_the_proxy_says_and_nobody_else() {
    let (_folder, desk, router) = desk().await;
    let (_, cookie) = sign_in(&router, "ada", "leads").await;
    let sessions = of(from(PROXY, "/api/sessions"), "ada", "leads").header(header::COOKIE, cookie);
    let (_, body) = ask_nobody(&router, sessions).await;
    assert!(body.contains(r#""address":"192.0.2.7""#), "{body}");
    desk.stop().await;
}
