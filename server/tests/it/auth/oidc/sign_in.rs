//! How a sign-in goes, and whose fails.

use super::{Browser, Site};
use crate::oidc::pass;
use http::{StatusCode, header};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_person_signs_in_with_the_role_of_their_groups_and_goes_on_where_they_were() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let (head, body) = site.sign_in(&mut browser).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{body}");
    assert_eq!(head.headers[header::LOCATION], "/users?q=ada");
    let you = site.you(&mut browser).await;
    assert_eq!(
        you["person"],
        json!({"subject": "248289761001", "name": "Jane Doe", "email": "jane@example.com", "role": "admin"})
    );
    let (head, _) = site.get(&mut browser, "/users?q=ada").await;
    assert_eq!(head.status, StatusCode::OK);
    // The form that signs out leads on to the provider.
    let policy = head.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    let allowed = format!("form-action 'self' {};", site.provider.issuer);
    assert!(policy.contains(&allowed), "{policy}");
    site.desk.stop().await;
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_in_the_browser_that_began_it() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let callback = site.visit(&mut browser, "/auth/sign-in").await;
    let (code, state) = (callback.code.expect("a code"), callback.state.expect("a state"));
    let back = format!("/auth/callback?code={code}&state={state}&iss={}", site.provider.issuer);
    // Somebody else is made to follow the link, so as to be signed in as the attacker.
    let (head, _) = site.get(&mut Browser::default(), &back).await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST);
    let (head, _) = site.get(&mut browser, &back).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER);
    let (head, _) = site.get(&mut browser, &back).await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST);
    site.desk.stop().await;
}

#[tokio::test]
async fn sign_ins_in_several_tabs_fit_into_a_cookie() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let page = format!("/auth/sign-in?return_to=%2Fusers%3Fq%3D{}", "a".repeat(1_900));
    for _ in 0..5 {
        let (head, _) = site.get(&mut browser, &page).await;
        let cookie = head.headers[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.len() <= 4_096, "{}", cookie.len());
    }
    let (head, body) = site.sign_in(&mut browser).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{body}");
    site.desk.stop().await;
}

#[tokio::test]
async fn what_takes_longer_than_ten_minutes_begins_again() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let callback = site.visit(&mut browser, "/auth/sign-in").await;
    let state = callback.state.expect("a state");
    pass(Duration::from_mins(10));
    let (head, body) = site
        .get(&mut browser, &format!("/auth/callback?code=code-1&state={state}"))
        .await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST, "{body}");
    site.desk.stop().await;
}

#[tokio::test]
async fn whoever_has_no_role_is_told_so_and_gets_no_session() {
    let site = Site::open().await;
    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!(["strangers"]));
    let mut browser = Browser::default();
    let (head, body) = site.sign_in(&mut browser).await;
    assert_eq!(head.status, StatusCode::FORBIDDEN, "{body}");
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn tokens_are_kept_encrypted() {
    let (site, _) = Site::signed_in().await;
    let row: (String, String) = sqlx::query_as("SELECT signed_in, tokens FROM session")
        .fetch_one(&site.desk.pool)
        .await
        .expect("a session");
    assert!(
        !row.0.contains("refresh-token") && !row.1.contains("refresh-token"),
        "{row:?}"
    );
    assert!(row.1.len() > 100);
    site.desk.stop().await;
}
