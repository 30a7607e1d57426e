//! The provider is asked again while a session goes on.

use super::{Browser, Site};
use crate::oidc::pass;
use app::model::access::Permission;
use http::{Request, StatusCode};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_role_withdrawn_at_the_provider_is_gone_within_five_minutes() {
    let (site, mut browser) = Site::signed_in().await;
    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!(["guests"]));
    pass(Duration::from_mins(5));
    assert_eq!(
        site.call(&mut browser, "/api/everyones-sessions").await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(site.you(&mut browser).await["person"]["role"], "viewer");

    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!([]));
    pass(Duration::from_mins(5));
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::FORBIDDEN);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn another_role_ends_what_open_pages_are_told() {
    let (site, mut browser) = Site::signed_in().await;
    let page = site.listen(&browser).await;
    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!(["guests"]));
    pass(Duration::from_mins(5));
    // Another tab asks for something.
    assert_eq!(site.you(&mut browser).await["person"]["role"], "viewer");
    page.ends().await;
    site.desk.stop().await;
}

#[tokio::test]
async fn an_open_page_comes_back_when_the_provider_is_to_be_asked() {
    let (site, browser) = Site::signed_in().await;
    let mut page = site.listen(&browser).await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    assert_eq!(page.next().await, None);
    let seconds = start.elapsed().as_secs();
    assert!((239..=240).contains(&seconds), "{seconds}");
    tokio::time::resume();
    site.desk.stop().await;
}

#[tokio::test]
async fn a_person_disabled_at_the_provider_is_out_within_five_minutes() {
    let (site, mut browser) = Site::signed_in().await;
    site.provider.revoke();
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::OK);
    pass(Duration::from_mins(5));
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    let sessions: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM session")
        .fetch_one(&site.desk.pool)
        .await
        .expect("a count");
    assert_eq!(sessions, 0);
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_is_asked_once_for_requests_that_come_together() {
    let (site, browser) = Site::signed_in().await;
    let before = site.provider.asked("/token");
    pass(Duration::from_mins(5));
    let cookies = &browser.0;
    let asked = (0..20).map(|_| async {
        let mut tab = Browser(cookies.clone());
        site.call(&mut tab, "/api/you").await.0
    });
    let answers = futures::future::join_all(asked).await;
    assert!(answers.iter().all(|status| *status == StatusCode::OK), "{answers:?}");
    assert_eq!(site.provider.asked("/token"), before + 1);
    site.desk.stop().await;
}

#[tokio::test]
async fn while_the_provider_is_down_reads_go_on_for_half_an_hour_and_changes_do_not() {
    let (site, mut browser) = Site::signed_in().await;
    site.provider.answer_instead(|_| {
        Some(axum::response::IntoResponse::into_response(
            StatusCode::SERVICE_UNAVAILABLE,
        ))
    });
    for minutes in [5, 10, 10, 5] {
        pass(Duration::from_mins(minutes));
        let you = site.you(&mut browser).await;
        assert_eq!(you["access"]["unchecked"], true);
        let access: app::model::access::Access = serde_json::from_value(you["access"].clone()).expect("access");
        assert!(access.check(Permission::Delete).is_err() && access.check(Permission::Read).is_ok());
        // Somebody is at work all the while.
        site.send(&mut browser, Request::post("/api/still-here")).await;
    }
    pass(Duration::from_mins(1));
    let (head, body) = site.get(&mut browser, "/users").await;
    assert_eq!(head.status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
    let (head, _) = site.get(&mut Browser::default(), "/auth/sign-in").await;
    assert_eq!(head.status, StatusCode::SERVICE_UNAVAILABLE);

    site.provider.tell_the_truth();
    pass(Duration::from_mins(2));
    assert_eq!(site.you(&mut browser).await["access"]["unchecked"], false);
    site.desk.stop().await;
}
