//! Sessions that are ended, here or at the provider.

use super::{Browser, Site};
use crate::oidc::keys::Signing;
use app::model::access::Role;
use http::{Request, StatusCode, header};
use serde_json::json;

#[tokio::test]
async fn signing_out_ends_it_here_and_leads_to_the_provider() {
    let (site, mut browser) = Site::signed_in().await;
    let (head, _) = site.send(&mut browser, Request::post("/auth/sign-out")).await;
    let location = head.headers[header::LOCATION].to_str().expect("text");
    assert!(
        location.starts_with(&format!("{}/end-session?", site.provider.issuer)),
        "{location}"
    );
    assert!(
        location.contains("id_token_hint=") && location.contains("post_logout_redirect_uri="),
        "{location}"
    );
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_ends_a_session_and_its_token_counts_once() {
    let (site, mut browser) = Site::signed_in().await;
    let of_another = site
        .provider
        .logout_token(|_, claims| claims["sid"] = json!("another"), Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&of_another).await.0, StatusCode::OK);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::OK);

    let token = site
        .provider
        .logout_token(|_, claims| claims["jti"] = json!("second"), Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&token).await.0, StatusCode::OK);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);

    site.sign_in(&mut browser).await;
    let (status, body) = site.log_out_by_back_channel(&token).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::OK);
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_ends_what_open_pages_are_told() {
    let (site, browser) = Site::signed_in().await;
    let page = site.listen(&browser).await;
    let token = site.provider.logout_token(|_, _| {}, Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&token).await.0, StatusCode::OK);
    page.ends().await;
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_ends_a_session_whose_name_it_never_told() {
    let site = Site::open().await;
    site.provider.lie(|lies| {
        lies.claims = |claims| {
            claims.as_object_mut().expect("an object").remove("sid");
        };
    });
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let token = site.provider.logout_token(|_, _| {}, Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&token).await.0, StatusCode::OK);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn a_logout_token_that_is_not_the_providers_ends_nothing() {
    let (site, mut browser) = Site::signed_in().await;
    for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let (status, body) = site.log_out_by_back_channel(token).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{token}");
        assert!(body.contains("invalid_request"), "{body}");
    }
    assert_eq!(site.you(&mut browser).await["person"]["role"], Role::Admin.as_str());
    site.desk.stop().await;
}
