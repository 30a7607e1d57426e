//! There and back: the code, the state, the issuer, PKCE, and what the provider says no with.

use super::{
    client_of, client_with,
    provider::{ACCESS_TOKEN, Edit, Instead, Provider, SECRET, SUBJECT},
    settings, shown, sign_in, sign_in_with,
};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use server::auth::oidc::{Error, Pending, Trouble};

#[tokio::test]
async fn somebody_signs_in() {
    let person = sign_in_with(|_| {}).await.expect("signed in");
    assert_eq!(person.subject, SUBJECT);
    assert_eq!(person.name, "Jane Doe");
    assert_eq!(person.email.as_deref(), Some("jane@example.com"));
    assert_eq!(person.groups, ["support", "leads"]);
    assert_eq!(person.provider_session.as_deref(), Some("08a5019c"));
    assert!(format!("{:?}", person.tokens).contains("has_refresh_token: true"));
}

#[tokio::test]
async fn what_is_asked_for_is_a_code_with_pkce() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let (url, _) = client.begin().await.expect("begun");
    let (another, _) = client.begin().await.expect("begun");
    let query = |url: &url::Url, key: &str| {
        let found = url.query_pairs().find(|(name, _)| name == key);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    assert_eq!(query(&url, "response_type"), "code");
    assert_eq!(query(&url, "client_id"), "frontdesk");
    assert_eq!(query(&url, "redirect_uri"), "https://desk.example.com/auth/callback");
    assert_eq!(query(&url, "scope"), "openid profile email offline_access");
    assert_eq!(query(&url, "code_challenge_method"), "S256");
    for random in ["state", "nonce", "code_challenge"] {
        assert!(query(&url, random).len() >= 22, "{random}");
        assert_ne!(query(&url, random), query(&another, random), "{random}");
    }
}

#[tokio::test]
async fn a_callback_that_does_not_answer_this_sign_in_is_refused() {
    const STATE: &str = "what the identity provider sent is not accepted: the state";
    const ISSUER: &str = "what the identity provider sent is not accepted: the response's issuer";
    const CODE: &str = "what the identity provider sent is not accepted: the code";
    let cases: [(&str, Edit, &str); 9] = [
        ("other state", |back| back["state"] = "forged".into(), STATE),
        ("empty state", |back| back["state"] = "".into(), STATE),
        ("no state", |back| remove(back, "state"), STATE),
        (
            "error without state",
            |back| *back = json!({"error": "access_denied"}),
            STATE,
        ),
        (
            "other issuer",
            |back| back["iss"] = "https://evil.example.com".into(),
            ISSUER,
        ),
        ("no issuer", |back| remove(back, "iss"), ISSUER),
        ("no code", |back| remove(back, "code"), CODE),
        ("empty code", |back| back["code"] = "".into(), CODE),
        (
            "other code",
            |back| back["code"] = "forged".into(),
            "the identity provider refused with `invalid_grant`",
        ),
    ];
    for (case, redirect, expected) in cases {
        let provider = Provider::start().await;
        let client = client_of(&provider);
        sign_in(&client, &provider).await.expect("signed in while all is well");
        let (url, pending) = client.begin().await.expect("begun");
        let mut back = serde_json::to_value(visited(&provider, &url).await).expect("JSON");
        redirect(&mut back);
        let callback = serde_json::from_value(back).expect("a callback");
        let error = client.finish(pending, callback).await.expect_err(case);
        assert_eq!(error.to_string(), expected, "{case}");
    }
}

/// What came back, as JSON.
async fn visited(provider: &Provider, url: &url::Url) -> Value {
    let callback = provider.visit(url).await;
    json!({"code": callback.code, "state": callback.state, "iss": callback.iss})
}

fn remove(object: &mut Value, key: &str) {
    object.as_object_mut().expect("an object").remove(key);
}

#[tokio::test]
async fn an_issuer_that_does_not_announce_itself_may_be_silent_but_not_another() {
    let silent = sign_in_with(|lies| {
        lies.discovery = |document| remove(document, "authorization_response_iss_parameter_supported");
        lies.redirect = |back| remove(back, "iss");
    });
    silent.await.expect("signed in");
    let other = sign_in_with(|lies| {
        lies.discovery = |document| remove(document, "authorization_response_iss_parameter_supported");
        lies.redirect = |back| back["iss"] = "https://evil.example.com".into();
    });
    other.await.expect_err("another issuer");
}

#[tokio::test]
async fn the_provider_gets_the_verifier_of_this_sign_in() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let (url, pending) = client.begin().await.expect("begun");
    let callback = provider.visit(&url).await;
    let mut stored = serde_json::to_value(&pending).expect("JSON");
    stored["verifier"] = "a-verifier-of-another-sign-in-that-is-long-enough".into();
    let pending: Pending = serde_json::from_value(stored).expect("what was stored");
    let error = client.finish(pending, callback).await.expect_err("another verifier");
    assert_eq!(error.to_string(), "the identity provider refused with `invalid_grant`");
}

#[tokio::test]
async fn a_sign_in_may_be_stored_meanwhile() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let (url, pending) = client.begin().await.expect("begun");
    let callback = provider.visit(&url).await;
    let stored = serde_json::to_string(&pending).expect("JSON");
    let pending = serde_json::from_str(&stored).expect("what was stored");
    client.finish(pending, callback).await.expect("signed in");
}

#[tokio::test]
async fn what_the_provider_refuses_with_is_said_in_its_code_only() {
    let denied = sign_in_with(|lies| {
        lies.redirect = |back| {
            remove(back, "code");
            back["error"] = "access_denied".into();
            back["error_description"] = "jane@example.com may not".into();
        };
    });
    assert_eq!(
        denied.await.expect_err("denied"),
        "the identity provider refused with `access_denied`"
    );
    let odd = sign_in_with(|lies| lies.redirect = |back| back["error"] = "<b>jane@example.com</b>".into());
    assert_eq!(
        odd.await.expect_err("denied"),
        "the identity provider refused with `other`"
    );
}

#[tokio::test]
async fn a_wrong_client_secret_is_a_misconfiguration() {
    let provider = Provider::start().await;
    let mut wrong = settings(&provider.issuer);
    wrong.client_secret = Some("wrong".to_owned().into());
    let error = sign_in(&client_with(&wrong), &provider)
        .await
        .expect_err("a wrong secret");
    assert_eq!(error.to_string(), "the identity provider refused with `invalid_client`");
    assert!(error.is_misconfiguration());
}

#[tokio::test]
async fn the_secret_is_sent_in_the_body_where_the_provider_takes_it_there_only() {
    let person = sign_in_with(|lies| {
        lies.discovery = |document| document["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]);
    });
    person.await.expect("signed in");
}

#[tokio::test]
async fn nonsense_for_tokens_is_no_sign_in() {
    let cases: [(&str, Instead); 6] = [
        ("500", |path| at_token(path, StatusCode::INTERNAL_SERVER_ERROR)),
        ("503 that looks like OAuth", |path| {
            let body = Json(json!({"error": "invalid_grant"}));
            (path == "/token").then(|| (StatusCode::SERVICE_UNAVAILABLE, body).into_response())
        }),
        ("429", |path| at_token(path, StatusCode::TOO_MANY_REQUESTS)),
        ("a web page", |path| {
            (path == "/token").then(|| "<html>".into_response())
        }),
        ("an empty object", |path| {
            (path == "/token").then(|| Json(json!({})).into_response())
        }),
        ("a long answer", |path| {
            (path == "/token").then(|| Json("x".repeat(2_000_000)).into_response())
        }),
    ];
    for (case, instead) in cases {
        let provider = Provider::start().await;
        let client = client_of(&provider);
        let (url, pending) = client.begin().await.expect("begun");
        let callback = provider.visit(&url).await;
        provider.answer_instead(instead);
        let error = client.finish(pending, callback).await.expect_err(case);
        assert!(matches!(error, Error::ProviderUnreachable(_)), "{case}: {error}");
    }
}

fn at_token(path: &str, status: StatusCode) -> Option<Response> {
    (path == "/token").then(|| status.into_response())
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let error = sign_in_with(|lies| {
        lies.instead = |path| {
            (path == "/token").then(|| (StatusCode::TEMPORARY_REDIRECT, [("location", "/user-info")]).into_response())
        };
    });
    let expected = shown(&Error::from(Trouble::Status(307)));
    assert_eq!(error.await.expect_err("a redirect"), expected);
}

#[tokio::test]
async fn nothing_secret_or_personal_is_printed() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let (url, pending) = client.begin().await.expect("begun");
    let callback = provider.visit(&url).await;
    let state = callback.state.clone().expect("a state");
    let before = format!("{client:?} {pending:?} {callback:?}");
    let person = client.finish(pending, callback).await.expect("signed in");
    let printed = format!("{before} {person:?} {:?}", person.tokens);
    for secret in [
        SECRET,
        &state,
        "code-1",
        ACCESS_TOKEN,
        "refresh-token",
        "eyJ",
        "Jane",
        "jane",
        SUBJECT,
        "leads",
    ] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}
