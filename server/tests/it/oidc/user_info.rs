//! The user info: asked for what the ID token leaves out, and only of the same person.

use super::{
    Provider, client_of, client_with,
    provider::{Lies, SUBJECT},
    settings, sign_in, sign_in_with,
};
use axum::{http::StatusCode, response::IntoResponse};
use serde_json::json;

/// An ID token that says nothing but who it is.
fn bare(lies: &mut Lies) {
    lies.claims = |claims| {
        for claim in ["name", "email", "groups"] {
            claims.as_object_mut().expect("an object").remove(claim);
        }
    };
}

#[tokio::test]
async fn is_asked_for_what_the_id_token_leaves_out() {
    let person = sign_in_with(bare).await.expect("signed in");
    assert_eq!(person.subject, SUBJECT);
    assert_eq!(person.name, "Jane of the user info");
    assert_eq!(person.email.as_deref(), Some("jane@user-info.example.com"));
    assert_eq!(person.groups, ["asked"]);
}

#[tokio::test]
async fn is_not_asked_when_the_id_token_says_it_all() {
    let provider = Provider::start().await;
    sign_in(&client_of(&provider), &provider).await.expect("signed in");
    assert_eq!(provider.asked("/user-info"), 0);
}

#[tokio::test]
async fn does_not_replace_what_the_id_token_says() {
    let person = sign_in_with(|lies| {
        lies.claims = |claims| claims["groups"] = json!([]);
        lies.tokens = |_| {};
    });
    assert_eq!(person.await.expect("signed in").groups, [] as [std::string::String; 0]);
    let person = sign_in_with(|lies| {
        lies.claims = |claims| {
            claims.as_object_mut().expect("an object").remove("email");
        };
    });
    let person = person.await.expect("signed in");
    assert_eq!(person.groups, ["support", "leads"]);
    assert_eq!(person.email.as_deref(), Some("jane@user-info.example.com"));
}

#[tokio::test]
async fn a_provider_that_has_none_leaves_out_what_it_leaves_out() {
    let person = sign_in_with(|lies| {
        bare(lies);
        lies.discovery = |document| {
            document.as_object_mut().expect("an object").remove("userinfo_endpoint");
        };
    });
    let person = person.await.expect("signed in");
    assert_eq!(
        (person.name.as_str(), person.email, person.groups.len()),
        (SUBJECT, None, 0)
    );
}

#[tokio::test]
async fn of_somebody_else_is_refused() {
    let error = sign_in_with(|lies| {
        bare(lies);
        lies.user_info = |claims| claims["sub"] = "another".into();
    });
    let expected = "what the identity provider sent is not accepted: the subject";
    assert_eq!(error.await.expect_err("another person"), expected);
}

#[tokio::test]
async fn denied_or_not_to_be_had_is_no_sign_in() {
    for (instead, expected) in [
        (401, "what the identity provider sent is not accepted: the user info"),
        (403, "what the identity provider sent is not accepted: the user info"),
        (
            500,
            "the identity provider can't be reached: it answered with status 500",
        ),
        (
            404,
            "the identity provider can't be reached: its answer to the request for the user info is not understood",
        ),
    ] {
        let provider = Provider::start().await;
        provider.lie(bare);
        provider.answer_instead(match instead {
            401 => |path| at_user_info(path, StatusCode::UNAUTHORIZED),
            403 => |path| at_user_info(path, StatusCode::FORBIDDEN),
            404 => |path| at_user_info(path, StatusCode::NOT_FOUND),
            _ => |path| at_user_info(path, StatusCode::INTERNAL_SERVER_ERROR),
        });
        let error = sign_in(&client_of(&provider), &provider)
            .await
            .expect_err("no user info");
        assert_eq!(super::shown(&error), expected, "{instead}");
    }
}

fn at_user_info(path: &str, status: StatusCode) -> Option<axum::response::Response> {
    (path == "/user-info").then(|| status.into_response())
}

#[tokio::test]
async fn an_access_token_that_is_no_header_is_refused() {
    let error = sign_in_with(|lies| {
        lies.claims = |claims| {
            claims
                .as_object_mut()
                .expect("an object")
                .retain(|claim, _| claim != "groups" && claim != "at_hash");
        };
        lies.tokens = |tokens| tokens["access_token"] = "one\r\nX-Another: header".into();
    });
    let expected = "what the identity provider sent is not accepted: the access token";
    assert_eq!(error.await.expect_err("a line break"), expected);
}

#[tokio::test]
async fn groups_are_in_the_claim_that_is_set() {
    let provider = Provider::start().await;
    let mut keycloak = settings(&provider.issuer);
    keycloak.groups_claim = "realm_access.roles".to_owned();
    provider.lie(|lies| lies.claims = |claims| claims["realm_access"] = json!({"roles": ["desk-admin"]}));
    let person = sign_in(&client_with(&keycloak), &provider).await.expect("signed in");
    assert_eq!(person.groups, ["desk-admin"]);
}
