//! The router as a whole.

use crate::support::{folder, frontdesk, is_complete, simulated_aws, until};
use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use server::{
    Frontdesk,
    http::{AppState, Hosts, build_router},
};
use std::{net::SocketAddr, sync::Arc};
use tower::ServiceExt;

const HOST: &str = "localhost:3000";

fn router(frontdesk: &Arc<Frontdesk>) -> Router {
    let bound = SocketAddr::from(([127, 0, 0, 1], 3000));
    build_router(AppState {
        versions: frontdesk.versions(),
        backend: Arc::clone(frontdesk) as _,
        hosts: Arc::new(Hosts::new(bound, None)),
        leptos: leptos::config::LeptosOptions::builder()
            .output_name("frontdesk")
            .site_addr(bound)
            .build(),
    })
}

async fn ask(router: &Router, request: http::request::Builder) -> (http::response::Parts, String) {
    let request = request.body(Body::empty()).expect("a request");
    let (parts, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    (parts, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn guards_stand_in_front_of_everything() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(folder.path(), &simulated_aws().await).await);
    let router = router(&frontdesk);
    let (answer, body) = ask(&router, Request::get("/healthz").header(header::HOST, HOST)).await;
    assert_eq!((answer.status, body.as_str()), (StatusCode::OK, "ok"));
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");

    let (answer, _) = ask(
        &router,
        Request::get("/healthz").header(header::HOST, "evil.example:3000"),
    )
    .await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(answer.headers["x-frame-options"], "DENY");

    let (answer, _) = ask(&router, Request::post("/preferences/theme").header(header::HOST, HOST)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    frontdesk.stop().await;
}

#[tokio::test]
async fn lists_and_records_can_be_saved() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(folder.path(), &simulated_aws().await).await);
    until(&frontdesk, is_complete).await;
    let router = router(&frontdesk);
    let get = |path: &str| Request::get(path).header(header::HOST, HOST);

    let (answer, body) = ask(&router, get("/users.csv?q=zoe.akerstrom&cols=username,email")).await;
    assert_eq!(
        answer.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(
        answer.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"users-2026-11-18.csv\""
    );
    assert_eq!(body, "Username,Email\r\nzoe.akerstrom,zoe.akerstrom@example.com\r\n");

    let (_, body) = ask(&router, get("/identities/eu-west-2/mail.example.com/dns.zone")).await;
    assert_eq!(
        body.lines().filter(|line| line.contains(" IN CNAME ")).count(),
        3,
        "{body}"
    );
    let (answer, _) = ask(&router, get("/identities/eu-west-2/no-such.example.com/dns.csv")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    frontdesk.stop().await;
}
