//! A database that fails: one that can’t be written keeps nobody from reading.

use crate::support::{Desk, HOST, ask_nobody, folder, sign_in, whole};
use app::model::access::Role;
use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

async fn get(router: &Router, path: &str, cookie: &str) -> (StatusCode, String) {
    let request = Request::get(path)
        .header(header::HOST, HOST)
        .header(header::COOKIE, cookie);
    let (head, body) = ask_nobody(router, request).await;
    (head.status, body)
}

/// A sign-in, which writes.
async fn try_to_sign_in(router: &Router) -> (StatusCode, String) {
    let request = Request::post("/auth/sign-in")
        .header(header::HOST, HOST)
        .header(header::ACCEPT, "text/html")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("role=viewer"))
        .expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

async fn check(desk: &Desk, router: &Router, cookie: &str) {
    desk.probe().await;
    let (_, you) = get(router, "/api/you", cookie).await;
    assert!(you.contains(r#""unrecorded":true"#), "{you}");
    let (status, page) = get(router, "/users?q=akerstrom", cookie).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Zoë Åkerström"));
    assert!(page.contains("database can’t be written"), "nothing says so");
    let (status, page) = try_to_sign_in(router).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("can’t be written"), "{page}");
}

#[tokio::test]
async fn who_can_not_be_recognised_is_told_when_to_try_again() {
    let folder = folder();
    let (desk, router) = whole(&folder).await;
    let cookie = sign_in(&router, Role::Viewer).await;
    desk.pools.read.close().await;
    let request = Request::get("/users")
        .header(header::HOST, HOST)
        .header(header::COOKIE, &cookie)
        .body(Body::empty());
    let answer = router.oneshot(request.expect("a request")).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()[header::RETRY_AFTER], "2");
    desk.stop().await;
}

#[tokio::test]
async fn locked_by_another_process() {
    let folder = folder();
    let (desk, router) = whole(&folder).await;
    let mut cookies = Vec::new();
    for _ in 0..20 {
        cookies.push(sign_in(&router, Role::Viewer).await);
    }
    let url = format!("sqlite://{}", folder.path().join("frontdesk.db").display());
    let other = sqlx::SqlitePool::connect(&url).await.expect("opened");
    let lock = other.begin_with("BEGIN IMMEDIATE").await.expect("a lock");
    let pages = cookies.iter().map(|cookie| get(&router, "/users?q=akerstrom", cookie));
    for (status, page) in futures::future::join_all(pages).await {
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Zoë Åkerström"));
    }
    check(&desk, &router, &cookies[0]).await;
    lock.rollback().await.expect("unlocked");
    other.close().await;
    desk.probe().await;
    assert!(desk.can_write());
    sign_in(&router, Role::Viewer).await;
    desk.stop().await;
}

#[tokio::test]
async fn full() {
    let folder = folder();
    let (desk, router) = whole(&folder).await;
    let cookie = sign_in(&router, Role::Viewer).await;
    set_most_pages(&desk, 1).await;
    // What is in use already has room for a few rows more.
    let mut status = StatusCode::OK;
    for _ in 0..200 {
        (status, _) = try_to_sign_in(&router).await;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
    }
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    check(&desk, &router, &cookie).await;
    set_most_pages(&desk, 1_000_000).await;
    sign_in(&router, Role::Viewer).await;
    desk.stop().await;
}

/// Has each connection refuse to let the file grow.
async fn set_most_pages(desk: &Desk, pages: u32) {
    let mut connections = Vec::new();
    for pool in [&desk.pools.read, &desk.pools.write] {
        for _ in 0..pool.options().get_max_connections() {
            let mut connection = pool.acquire().await.expect("a connection");
            let pragma = format!("PRAGMA max_page_count = {pages}");
            let set = sqlx::query(sqlx::AssertSqlSafe(pragma)).execute(&mut *connection);
            set.await.expect("set");
            connections.push(connection);
        }
    }
}
