//! Who is told, and for how long.

use super::{AT_ONCE, LOOKING, MINUTES, Site};
use crate::support::{HOST, ask_nobody, sign_in, sign_in_again};
use app::{
    backend::Backend,
    model::{access::Role, changed::Topic, freshness::Kind, session::SessionRow},
};
use http::{Method, Request, StatusCode, header};
use std::sync::atomic::Ordering;

#[tokio::test]
async fn one_person_has_twelve_open_pages_at_most() {
    let site = Site::open(AT_ONCE).await;
    let vera = sign_in(&site.router, Role::Viewer).await;
    let otto = sign_in(&site.router, Role::Operator).await;
    let mut pages = Vec::new();
    for _ in 0..12 {
        let page = site.listen(&vera, "/events").await;
        assert_eq!(page.status, StatusCode::OK);
        pages.push(page);
    }
    // In another browser, too.
    let elsewhere = sign_in(&site.router, Role::Viewer).await;
    for cookie in [&vera, &elsewhere] {
        let refused = site.listen(cookie, "/events").await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.headers.contains_key(header::RETRY_AFTER));
    }
    assert_eq!(site.listen(&otto, "/events").await.status, StatusCode::OK);
    pages.pop();
    assert_eq!(site.listen(&vera, "/events").await.status, StatusCode::OK);
    drop(pages);
    assert_eq!(site.metrics.event_streams_open.get(), 0);
    site.desk.stop().await;
}

#[tokio::test]
async fn nobody_is_told_anything_without_a_session() {
    let site = Site::open(AT_ONCE).await;
    let request = Request::get("/events").header(header::HOST, HOST);
    let (answer, _) = ask_nobody(&site.router, request).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

/// A page of a viewer that is open while `end` does something about its session.
async fn while_open(end: impl AsyncFnOnce(&Site, &str)) {
    let (site, cookie, page) = Site::with_open_page(AT_ONCE).await;
    let others = sign_in(&site.router, Role::Operator).await;
    let mut others = site.listen(&others, "/events").await;
    others.next().await.expect("the first");
    end(&site, &cookie).await;
    page.ends().await;
    // Another person's goes on.
    MINUTES.store(1, Ordering::Relaxed);
    site.desk.refresh(Some(Kind::Identities));
    others.until(Topic::Identities).await;
    site.desk.stop().await;
}

#[tokio::test]
async fn signing_out_ends_what_other_tabs_are_told() {
    while_open(async |site, cookie| {
        let (status, _) = site.send(Method::POST, "/auth/sign-out", "", cookie).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn an_admin_who_ends_a_session_ends_what_it_is_told() {
    while_open(async |site, _| {
        let ada = sign_in(&site.router, Role::Admin).await;
        let (_, body) = site.send(Method::GET, "/api/everyones-sessions", "", &ada).await;
        let sessions: Vec<SessionRow> = serde_json::from_str(&body).expect(&body);
        let of_vera = sessions.iter().find(|row| row.role == Role::Viewer).expect("hers");
        let body = format!("id={}", of_vera.id);
        let (status, body) = site.send(Method::POST, "/api/end-anyones-session", &body, &ada).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    })
    .await;
}

#[tokio::test]
async fn ending_all_sessions_of_a_person_ends_what_they_are_told() {
    while_open(async |site, cookie| {
        let elsewhere = sign_in(&site.router, Role::Viewer).await;
        assert_ne!(elsewhere, cookie);
        let (status, body) = site.send(Method::POST, "/api/end-all-sessions", "", &elsewhere).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    })
    .await;
}

#[tokio::test]
async fn one_session_too_many_ends_what_the_oldest_is_told() {
    while_open(async |site, _| {
        MINUTES.store(1, Ordering::Relaxed);
        for _ in 0..100 {
            sign_in(&site.router, Role::Viewer).await;
        }
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_ends_what_other_tabs_are_told_once_the_browser_has_the_new_cookie() {
    while_open(async |site, cookie| {
        let mut tab = site.listen(cookie, "/events").await;
        tab.next().await.expect("the first");
        let again = sign_in_again(&site.router, Role::Viewer, cookie).await;
        MINUTES.store(1, Ordering::Relaxed);
        site.desk.refresh(Some(Kind::Identities));
        let told = tab.until(Topic::Identities).await;
        assert!(!told.contains(Topic::You));
        let (status, _) = site.send(Method::GET, "/", "", &again).await;
        assert_eq!(status, StatusCode::OK);
        tab.ends().await;
    })
    .await;
}

#[tokio::test]
async fn an_open_page_keeps_no_session_alive() {
    let (site, cookie, mut page) = Site::with_open_page(LOOKING).await;
    for minute in (4..30).step_by(4) {
        MINUTES.store(minute, Ordering::Relaxed);
        for _ in 0..3 {
            let changed = page.next().await.expect("it goes on");
            assert!(!changed.topics.contains(Topic::You), "minute {minute}");
        }
    }
    MINUTES.store(30, Ordering::Relaxed);
    page.ends().await;
    let (status, _) = site.send(Method::GET, "/api/version", "", &cookie).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn a_page_is_told_that_what_one_may_do_has_changed() {
    let (site, _, mut page) = Site::with_open_page(LOOKING).await;
    // A database that can't be written lets nobody change anything.
    site.desk.pools.write.close().await;
    site.desk.probe().await;
    page.until(Topic::You).await;
    // It was said, and goes on.
    let next = page.next().await.expect("more");
    assert!(!next.topics.contains(Topic::You));
    site.desk.stop().await;
}

#[tokio::test]
async fn a_process_that_stops_ends_what_it_tells() {
    let (site, _, mut page) = Site::with_open_page(AT_ONCE).await;
    site.stop.cancel();
    assert_eq!(page.next().await, None);
    site.desk.stop().await;
}
