//! Without sign-in Frontdesk answers to a browser on its own machine only.

use crate::support::{HOST, ask, ask_nobody, folder, frontdesk, router, router_with, simulated_aws};
use http::{Request, StatusCode, header};
use server::config::{Auth, Mode, Settings};

fn settings() -> Settings {
    Settings {
        auth: Auth { mode: Mode::None },
        ..Settings::default()
    }
}

#[tokio::test]
async fn what_came_through_a_proxy_is_refused() {
    let folder = folder();
    let desk = frontdesk(folder.path(), &simulated_aws().await).await;
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
    let desk = frontdesk(folder.path(), &simulated_aws().await).await;
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
    let desk = frontdesk(folder.path(), &simulated_aws().await).await;
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

#[tokio::test]
async fn a_demo_is_no_way_into_anything_else() {
    let folder = folder();
    let desk = frontdesk(folder.path(), &simulated_aws().await).await;
    let router = router_with(&desk, &settings(), false);
    let choose = Request::post("/auth/sign-in?role=admin")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin");
    let (answer, _) = ask_nobody(&router, choose).await;
    assert!(!answer.status.is_success() && !answer.headers.contains_key(header::SET_COOKIE));
    let (answer, _) = ask(
        &crate::support::router(&desk),
        Request::get("/").header(header::HOST, HOST),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    desk.stop().await;
}
