//! What the provider says of itself, and how seldom it is asked.

use super::{Provider, client_of, client_with, pass, provider::Edit, settings, shown, sign_in_with};
use crate::support::CLOSED_PORT;
use axum::{http::StatusCode, response::IntoResponse};
use futures::future::join_all;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_provider_that_is_not_as_it_should_be_is_not_used() {
    let cases: [(&str, Edit, &str); 8] = [
        (
            "other issuer",
            |document| document["issuer"] = "https://evil.example.com".into(),
            "its discovery document is not of the issuer that `oidc.issuer` names",
        ),
        (
            "issuer with a slash",
            |document| document["issuer"] = format!("{}/", document["issuer"].as_str().unwrap_or("")).into(),
            "its discovery document is not of the issuer that `oidc.issuer` names",
        ),
        (
            "tokens in the clear",
            |document| document["token_endpoint"] = "http://login.example.com/token".into(),
            "its token_endpoint is not an https URL",
        ),
        (
            "keys in the clear",
            |document| document["jwks_uri"] = "http://127.0.0.1.evil.example.com/keys".into(),
            "its jwks_uri is not an https URL",
        ),
        (
            "a script",
            |document| document["authorization_endpoint"] = "javascript:alert(1)".into(),
            "its authorization_endpoint is not an https URL",
        ),
        (
            "no token endpoint",
            |document| {
                document.as_object_mut().expect("an object").remove("token_endpoint");
            },
            "its discovery document has no usable token_endpoint",
        ),
        (
            "shared secrets only",
            |document| document["id_token_signing_alg_values_supported"] = json!(["none", "HS256"]),
            "its discovery document has no usable id_token_signing_alg_values_supported",
        ),
        (
            "no list of algorithms",
            |document| document["id_token_signing_alg_values_supported"] = "RS256".into(),
            "its answer to the request for its discovery document or its keys is not understood",
        ),
    ];
    for (case, discovery, expected) in cases {
        let provider = Provider::start().await;
        client_of(&provider).begin().await.expect("begun while all is well");
        provider.lie_in_discovery(discovery);
        let error = client_of(&provider).begin().await.expect_err(case);
        assert_eq!(
            shown(&error),
            format!("the identity provider can't be reached: {expected}"),
            "{case}"
        );
    }
}

#[tokio::test]
async fn a_provider_that_is_down_is_asked_again_later() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    provider.lie(|lies| lies.instead = |_| Some(StatusCode::BAD_GATEWAY.into_response()));
    let error = client.begin().await.expect_err("an outage");
    assert_eq!(
        shown(&error),
        "the identity provider can't be reached: it answered with status 502"
    );
    provider.tell_the_truth();
    client.begin().await.expect("begun");
    let error = client_with(&settings(CLOSED_PORT))
        .begin()
        .await
        .expect_err("a closed port");
    assert_eq!(
        shown(&error),
        "the identity provider can't be reached: no connection, or it broke"
    );
}

#[tokio::test]
async fn those_who_ask_at_once_share_one_answer() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let all = join_all((0..20).map(|_| client.begin())).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(provider.asked("/.well-known/openid-configuration"), 1);
    assert_eq!(provider.asked("/keys"), 1);
    provider.lie(|lies| lies.instead = |_| Some(StatusCode::BAD_GATEWAY.into_response()));
    pass(Duration::from_hours(2));
    let all = join_all((0..20).map(|_| client.begin())).await;
    assert!(all.iter().all(Result::is_err));
    assert_eq!(provider.asked("/.well-known/openid-configuration"), 2);
}

#[tokio::test]
async fn nobody_is_sent_to_a_provider_that_went_down() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    client.begin().await.expect("begun");
    provider.lie(|lies| lies.instead = |_| Some(StatusCode::BAD_GATEWAY.into_response()));
    client.begin().await.expect("begun by what is known");
    pass(Duration::from_secs(10));
    client.begin().await.expect_err("an outage");
}

#[tokio::test]
async fn a_long_answer_is_not_read_to_its_end() {
    let error = sign_in_with(|lies| lies.instead = |_| Some("x".repeat(2_000_000).into_response()));
    let error = error.await.expect_err("a long answer");
    assert_eq!(error, "the identity provider can't be reached: its answer is too long");
}
