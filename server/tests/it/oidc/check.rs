//! Whether somebody who signed in is still who they were.

use super::{
    Provider, client_of, client_with,
    keys::Signing,
    pass,
    provider::{Lie, SUBJECT},
    settings, shown, sign_in,
};
use crate::support::CLOSED_PORT;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use server::auth::oidc::{CheckError, Client, Ended, SignedIn, Tokens};
use std::time::Duration;

/// Somebody who has signed in at a provider that tells the truth.
async fn signed_in() -> (Provider, Client, SignedIn) {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let person = sign_in(&client, &provider).await.expect("signed in");
    (provider, client, person)
}

/// What a check finds when the provider has one thing wrong.
async fn checked_with(lie: Lie) -> Result<SignedIn, CheckError> {
    let (provider, client, person) = signed_in().await;
    provider.lie(lie);
    client.check(&person.tokens, SUBJECT).await
}

fn remove(object: &mut Value, key: &str) {
    object.as_object_mut().expect("an object").remove(key);
}

fn stored(tokens: &Tokens) -> Value {
    serde_json::to_value(tokens).expect("JSON")
}

#[tokio::test]
async fn a_change_of_groups_is_seen() {
    let (provider, client, person) = signed_in().await;
    assert_eq!(person.groups, ["support", "leads"]);
    provider.lie(|lies| lies.claims = |claims| claims["groups"] = json!(["support"]));
    let person = client.check(&person.tokens, SUBJECT).await.expect("still signed in");
    assert_eq!(person.groups, ["support"]);
    assert_eq!(person.subject, SUBJECT);
    assert_eq!(person.provider_session.as_deref(), Some("08a5019c"));
}

#[tokio::test]
async fn tokens_may_be_stored_and_are_replaced() {
    let (_provider, client, person) = signed_in().await;
    let tokens: Tokens = serde_json::from_value(stored(&person.tokens)).expect("what was stored");
    let again = client.check(&tokens, SUBJECT).await.expect("still signed in");
    assert_ne!(stored(&again.tokens)["refresh_token"], stored(&tokens)["refresh_token"]);
    assert_ne!(stored(&again.tokens)["id_token"], stored(&tokens)["id_token"]);
    client.check(&again.tokens, SUBJECT).await.expect("still signed in");
    let used_twice = client.check(&tokens, SUBJECT).await.expect_err("used up");
    assert!(matches!(used_twice, CheckError::Ended(Ended::Grant)), "{used_twice}");
}

#[tokio::test]
async fn tokens_that_are_not_replaced_are_kept() {
    let (provider, client, person) = signed_in().await;
    provider.lie(|lies| {
        lies.tokens = |tokens| {
            remove(tokens, "refresh_token");
            remove(tokens, "id_token");
        };
    });
    let again = client.check(&person.tokens, SUBJECT).await.expect("still signed in");
    assert_eq!(stored(&again.tokens), stored(&person.tokens));
    assert_eq!(
        again.groups,
        ["asked"],
        "what an ID token does not say, the user info does"
    );
    assert_eq!(again.provider_session, None);
}

#[tokio::test]
async fn what_the_provider_ended_is_over() {
    let (provider, client, person) = signed_in().await;
    provider.revoke();
    let error = client.check(&person.tokens, SUBJECT).await.expect_err("revoked");
    assert!(matches!(error, CheckError::Ended(Ended::Grant)), "{error}");
}

#[tokio::test]
async fn an_answer_about_somebody_else_or_a_denied_one_is_the_end() {
    let cases: [(&str, Lie, Ended); 4] = [
        (
            "an ID token of another",
            |lies| lies.claims = |claims| claims["sub"] = "another".into(),
            Ended::OtherPerson,
        ),
        (
            "user info of another",
            |lies| {
                lies.tokens = |tokens| remove(tokens, "id_token");
                lies.user_info = |claims| claims["sub"] = "another".into();
            },
            Ended::OtherPerson,
        ),
        (
            "user info not any more",
            |lies| {
                lies.tokens = |tokens| remove(tokens, "id_token");
                lies.instead = |path| at(path, "/user-info", StatusCode::UNAUTHORIZED);
            },
            Ended::UserInfo,
        ),
        (
            "user info forbidden",
            |lies| {
                lies.tokens = |tokens| remove(tokens, "id_token");
                lies.instead = |path| at(path, "/user-info", StatusCode::FORBIDDEN);
            },
            Ended::UserInfo,
        ),
    ];
    for (case, lie, expected) in cases {
        let error = checked_with(lie).await.expect_err(case);
        assert!(
            matches!(error, CheckError::Ended(ended) if ended == expected),
            "{case}: {error}"
        );
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_with_sense_ends_nothing() {
    let cases: [(&str, Lie); 5] = [
        ("500", |lies| {
            lies.instead = |path| at(path, "/token", StatusCode::INTERNAL_SERVER_ERROR);
        }),
        ("a redirect", |lies| {
            lies.instead = |path| at(path, "/token", StatusCode::FOUND);
        }),
        ("a web page", |lies| {
            lies.instead = |path| (path == "/token").then(|| "<html>".into_response());
        }),
        ("400 without a reason", |lies| {
            lies.instead = |path| at(path, "/token", StatusCode::BAD_REQUEST);
        }),
        ("503 that looks like an end", |lies| {
            lies.instead = |path| {
                let body = Json(json!({"error": "invalid_grant"}));
                (path == "/token").then(|| (StatusCode::SERVICE_UNAVAILABLE, body).into_response())
            };
        }),
    ];
    for (case, lie) in cases {
        let error = checked_with(lie).await.expect_err(case);
        assert!(
            matches!(error, CheckError::Unreachable { tokens: None, .. }),
            "{case}: {error:?}"
        );
    }
}

fn at(asked: &str, path: &str, status: StatusCode) -> Option<Response> {
    (asked == path).then(|| status.into_response())
}

#[tokio::test]
async fn a_provider_that_is_gone_ends_nothing() {
    let (provider, client, person) = signed_in().await;
    let elsewhere = client_with(&settings(CLOSED_PORT));
    let error = elsewhere
        .check(&person.tokens, SUBJECT)
        .await
        .expect_err("a closed port");
    assert!(
        matches!(error, CheckError::Unreachable { tokens: None, .. }),
        "{error:?}"
    );
    provider.lie_in_discovery(|document| document["token_endpoint"] = format!("{CLOSED_PORT}/token").into());
    pass(Duration::from_hours(1));
    let error = client.check(&person.tokens, SUBJECT).await.expect_err("a closed port");
    assert!(
        matches!(error, CheckError::Unreachable { tokens: None, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_answer_that_does_not_verify_ends_nothing_and_its_refresh_token_is_kept() {
    let cases: [(&str, Lie); 6] = [
        ("signature", |lies| lies.signing = Signing::Damaged),
        ("issuer", |lies| {
            lies.claims = |claims| claims["iss"] = "https://evil.example.com".into();
        }),
        ("audience", |lies| {
            lies.claims = |claims| claims["aud"] = "another".into();
        }),
        ("nonce", |lies| {
            lies.claims = |claims| claims["nonce"] = "another".into();
        }),
        ("expired", |lies| lies.claims = |claims| claims["exp"] = 1.into()),
        ("no user info", |lies| {
            lies.tokens = |tokens| remove(tokens, "id_token");
            lies.instead = |path| at(path, "/user-info", StatusCode::INTERNAL_SERVER_ERROR);
        }),
    ];
    for (case, lie) in cases {
        let (provider, client, person) = signed_in().await;
        provider.lie(lie);
        let error = client.check(&person.tokens, SUBJECT).await.expect_err(case);
        let CheckError::Unreachable { tokens: Some(kept), .. } = error else {
            panic!("{case}: {error:?}");
        };
        assert_eq!(stored(&kept)["id_token"], stored(&person.tokens)["id_token"], "{case}");
        provider.tell_the_truth();
        client
            .check(&kept, SUBJECT)
            .await
            .expect("still signed in with the newer token");
    }
}

#[tokio::test]
async fn a_provider_that_says_nothing_at_a_refresh_is_no_answer() {
    let (provider, client, person) = signed_in().await;
    provider.lie(|lies| {
        lies.tokens = |tokens| remove(tokens, "id_token");
        lies.discovery = |document| remove(document, "userinfo_endpoint");
    });
    pass(Duration::from_hours(1));
    let error = client
        .check(&person.tokens, SUBJECT)
        .await
        .expect_err("nothing about the person");
    let expected = "the identity provider could not say whether this goes on: what the identity provider sent is not \
                    accepted: nothing says who this is: an ID token at refresh or a user info endpoint is needed";
    assert_eq!(shown(&error), expected);
}

#[tokio::test]
async fn a_client_that_the_provider_does_not_know_any_more_is_a_misconfiguration() {
    for code in ["invalid_client", "unauthorized_client"] {
        let (provider, client, person) = signed_in().await;
        provider.answer_instead(match code {
            "invalid_client" => |path| refused(path, "invalid_client"),
            _ => |path| refused(path, "unauthorized_client"),
        });
        let error = client.check(&person.tokens, SUBJECT).await.expect_err(code);
        let CheckError::Unreachable { source, tokens: None } = error else {
            panic!("{code}: {error:?}");
        };
        assert!(source.is_misconfiguration(), "{code}");
    }
}

fn refused(path: &str, code: &'static str) -> Option<Response> {
    (path == "/token").then(|| (StatusCode::UNAUTHORIZED, Json(json!({"error": code}))).into_response())
}

#[tokio::test]
async fn without_a_refresh_token_there_is_nothing_to_ask_with() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    provider.lie(|lies| lies.tokens = |tokens| remove(tokens, "refresh_token"));
    let person = sign_in(&client, &provider).await.expect("signed in");
    let asked = provider.asked_for_anything();
    let error = client
        .check(&person.tokens, SUBJECT)
        .await
        .expect_err("no refresh token");
    assert!(matches!(error, CheckError::NoRefreshToken), "{error}");
    assert_eq!(provider.asked_for_anything(), asked);
}

#[tokio::test]
async fn checks_pick_up_a_new_key() {
    let (provider, client, person) = signed_in().await;
    provider.publish(vec![super::keys::Key::rsa("second")]);
    client.check(&person.tokens, SUBJECT).await.expect("still signed in");
}
