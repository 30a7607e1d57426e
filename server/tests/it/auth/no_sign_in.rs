//! Without sign-in Frontdesk answers to a browser on its own machine only.

use crate::support::{HOST, ask_nobody, folder, frontdesk, router, router_with, simulated_aws};
use axum::{Router, body::Body};
use http::{HeaderValue, Request, StatusCode, header};
use server::config::{Auth, Mode, Proxy, Roles, Settings};
use tower::ServiceExt;

fn settings() -> Settings {
    Settings {
        auth: Auth { mode: Mode::None },
        ..Settings::default()
    }
}

#[tokio::test]
async fn what_came_through_a_proxy_is_refused() {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    for router in [router(&desk), router_with(&desk, &settings(), false)] {
        for forwarded in ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"] {
            for path in ["/", "/auth/sign-in", "/api/users", "/pkg/frontdesk.js"] {
                let request = Request::get(path)
                    .header(header::HOST, HOST)
                    .header(forwarded, "192.0.2.1");
                let (answer, _) = ask_nobody(&router, request).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{forwarded} {path}");
            }
        }
    }
    desk.stop().await;
}

#[tokio::test]
async fn another_name_is_misdirected() {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let router = router_with(&desk, &settings(), false);
    for host in ["rebound.example", "rebound.example:3000", "127.0.0.1", "0.0.0.0:3000"] {
        let (answer, _) = ask_nobody(&router, Request::get("/auth/sign-in").header(header::HOST, host)).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
    }
    desk.stop().await;
}

#[tokio::test]
async fn whoever_is_there_is_an_admin_and_is_told_so() {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let router = router_with(&desk, &settings(), false);
    let sign_in = Request::get("/auth/sign-in?return_to=/users").header(header::HOST, HOST);
    let (answer, _) = ask_nobody(&router, sign_in).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers[header::LOCATION], "/users");
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    let you = Request::get("/api/you")
        .header(header::HOST, HOST)
        .header(header::COOKIE, cookie);
    let (_, you) = ask_nobody(&router, you).await;
    assert!(
        you.contains(r#""role":"admin""#) && you.contains(r#""sign_in":"none""#),
        "{you}"
    );

    // A picture on a page of others begins no session.
    let picture = Request::get("/auth/sign-in")
        .header(header::HOST, HOST)
        .header("sec-fetch-mode", "no-cors");
    let (answer, _) = ask_nobody(&router, picture).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    desk.stop().await;
}

/// Sends the form by which a demo is entered as an admin.
async fn choose_admin(router: &Router) -> (StatusCode, Option<HeaderValue>) {
    let request = Request::post("/auth/sign-in")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("role=admin"));
    let answer = router.clone().oneshot(request.expect("a request")).await;
    let answer = answer.expect("an answer");
    (answer.status(), answer.headers().get(header::SET_COOKIE).cloned())
}

#[tokio::test]
async fn a_demo_is_no_way_into_anything_else() {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let behind_proxy = Settings {
        auth: Auth { mode: Mode::Proxy },
        proxy: Proxy {
            peers: vec!["10.0.0.5".parse().expect("an address")],
            ..Proxy::default()
        },
        roles: Roles {
            admin: vec!["leads".to_owned()],
            ..Roles::default()
        },
        public_url: format!("http://{HOST}").parse().ok(),
        ..Settings::default()
    };
    for settings in [settings(), behind_proxy] {
        let router = router_with(&desk, &settings, false);
        let (status, cookie) = choose_admin(&router).await;
        assert_eq!((status, cookie), (StatusCode::METHOD_NOT_ALLOWED, None));
    }
    let (status, cookie) = choose_admin(&router(&desk)).await;
    assert!(status == StatusCode::SEE_OTHER && cookie.is_some(), "{status}");
    desk.stop().await;
}
