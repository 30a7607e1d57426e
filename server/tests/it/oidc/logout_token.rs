//! Logout tokens: one field wrong, and what strangers send.

use super::{
    Provider, client_of, client_with,
    keys::{Key, Signing, base64},
    now, pass,
    provider::SUBJECT,
    settings,
};
use crate::support::{CLOSED_PORT, NOW};
use serde_json::{Value, json};
use server::auth::oidc::{LogoutToken, LogoutTokenError};
use std::time::Duration;

type Change = fn(&mut Value, &mut Value);

const KEYS: &str = "/keys";

fn remove(object: &mut Value, key: &str) {
    object.as_object_mut().expect("an object").remove(key);
}

#[tokio::test]
async fn one_that_is_fine_says_whom_it_is_about() {
    let provider = Provider::start().await;
    let token = provider.logout_token(|_, _| {}, Signing::Properly);
    let accepted = client_of(&provider).logout_token(&token).await.expect("accepted");
    let expected = LogoutToken {
        subject: Some(SUBJECT.to_owned()),
        session: Some("08a5019c".to_owned()),
        id: "bWJq".to_owned(),
        expires_at: app::model::time::Timestamp::from_millis(NOW.as_millis() + 180_001),
    };
    assert!(accepted == expected, "{accepted:?} until {:?}", accepted.expires_at);
}

#[tokio::test]
async fn is_not_accepted_any_more_from_when_it_says() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    for life in [120, 3600] {
        let change: Change = match life {
            120 => |_, claims| claims["exp"] = (now() + 120).into(),
            _ => |_, claims| claims["exp"] = (now() + 3600).into(),
        };
        let token = provider.logout_token(change, Signing::Properly);
        let accepted = client.logout_token(&token).await.expect("accepted");
        let left = accepted.expires_at.since(super::clock()).unsigned_abs();
        pass(Duration::from_millis(left - 1));
        client.logout_token(&token).await.expect("accepted until then");
        pass(Duration::from_millis(1));
        client.logout_token(&token).await.expect_err("not any more");
    }
}

#[tokio::test]
async fn what_is_unusual_but_right_is_accepted() {
    let cases: [(&str, Change); 7] = [
        ("no subject", |_, claims| remove(claims, "sub")),
        ("no session", |_, claims| remove(claims, "sid")),
        ("a list of one audience", |_, claims| {
            claims["aud"] = json!(["frontdesk"]);
        }),
        ("no type", |header, _| remove(header, "typ")),
        ("the type of any token", |header, _| header["typ"] = "JWT".into()),
        ("no key id", |header, _| remove(header, "kid")),
        ("clocks that differ", |_, claims| claims["iat"] = (now() + 60).into()),
    ];
    let provider = Provider::start().await;
    let client = client_of(&provider);
    for (case, change) in cases {
        client
            .logout_token(&provider.logout_token(change, Signing::Properly))
            .await
            .expect(case);
    }
}

const HEADERS: [(&str, Change, &str); 10] = [
    (
        "another type",
        |header, _| header["typ"] = "at+jwt".into(),
        "its header",
    ),
    (
        "something critical",
        |header, _| header["crit"] = json!(["b64"]),
        "its header",
    ),
    ("a token inside", |header, _| header["cty"] = "JWT".into(), "its header"),
    ("no algorithm", |header, _| remove(header, "alg"), "its header"),
    (
        "an unknown algorithm",
        |header, _| header["alg"] = "RS1".into(),
        "its header",
    ),
    (
        "a header that is no object",
        |header, _| *header = json!(["RS256"]),
        "its header",
    ),
    (
        "a number for a key id",
        |header, _| header["kid"] = 1.into(),
        "its header",
    ),
    ("none", |header, _| header["alg"] = "none".into(), "its algorithm"),
    ("HS256", |header, _| header["alg"] = "HS256".into(), "its algorithm"),
    ("P-521", |header, _| header["alg"] = "ES512".into(), "its algorithm"),
];

const CLAIMS: [(&str, Change, &str); 32] = [
    (
        "other issuer",
        |_, claims| claims["iss"] = "https://evil.example.com".into(),
        "its issuer",
    ),
    ("no issuer", |_, claims| remove(claims, "iss"), "its claims"),
    (
        "other audience",
        |_, claims| claims["aud"] = "another".into(),
        "its audience",
    ),
    ("no audience", |_, claims| remove(claims, "aud"), "its claims"),
    (
        "an empty list of audiences",
        |_, claims| claims["aud"] = json!([]),
        "its audience",
    ),
    (
        "one audience more",
        |_, claims| claims["aud"] = json!(["frontdesk", "another"]),
        "its audience",
    ),
    (
        "other authorized party",
        |_, claims| claims["azp"] = "another".into(),
        "its audience",
    ),
    ("expired", |_, claims| claims["exp"] = (now() - 61).into(), "its time"),
    ("no expiry", |_, claims| remove(claims, "exp"), "its claims"),
    ("for ever", |_, claims| claims["exp"] = i64::MAX.into(), "its time"),
    (
        "for hours",
        |_, claims| claims["exp"] = (now() + 3601).into(),
        "its time",
    ),
    ("old", |_, claims| claims["iat"] = (now() - 301).into(), "its time"),
    ("very old", |_, claims| claims["iat"] = i64::MIN.into(), "its time"),
    (
        "of the future",
        |_, claims| claims["iat"] = (now() + 61).into(),
        "its time",
    ),
    ("no time of issue", |_, claims| remove(claims, "iat"), "its claims"),
    (
        "a text for a time",
        |_, claims| claims["iat"] = "now".into(),
        "its claims",
    ),
    ("no events", |_, claims| remove(claims, "events"), "its claims"),
    (
        "an empty object of events",
        |_, claims| claims["events"] = json!({}),
        "its events",
    ),
    (
        "other event",
        |_, claims| claims["events"] = json!({"http://schemas.example.com/other": {}}),
        "its events",
    ),
    (
        "an event that is no object",
        |_, claims| rename_event(claims, true.into()),
        "its events",
    ),
    (
        "a list of events",
        |_, claims| claims["events"] = json!([]),
        "its claims",
    ),
    (
        "a nonce",
        |_, claims| claims["nonce"] = "n-0S6_WzA2Mj".into(),
        "its nonce",
    ),
    (
        "a nonce that is null",
        |_, claims| claims["nonce"] = Value::Null,
        "its nonce",
    ),
    (
        "nobody",
        |_, claims| {
            remove(claims, "sub");
            remove(claims, "sid");
        },
        "whom it is about",
    ),
    (
        "an empty subject",
        |_, claims| claims["sub"] = "".into(),
        "whom it is about",
    ),
    (
        "an empty session",
        |_, claims| claims["sid"] = "".into(),
        "whom it is about",
    ),
    (
        "a long subject",
        |_, claims| claims["sub"] = "x".repeat(256).into(),
        "whom it is about",
    ),
    (
        "a long session",
        |_, claims| claims["sid"] = "x".repeat(256).into(),
        "whom it is about",
    ),
    ("no id", |_, claims| remove(claims, "jti"), "its claims"),
    ("an empty id", |_, claims| claims["jti"] = "".into(), "its id"),
    (
        "a long id",
        |_, claims| claims["jti"] = "x".repeat(256).into(),
        "its id",
    ),
    (
        "claims that are no object",
        |_, claims| *claims = json!(["iss"]),
        "its claims",
    ),
];

fn rename_event(claims: &mut Value, value: Value) {
    claims["events"]["http://schemas.openid.net/event/backchannel-logout"] = value;
}

#[tokio::test]
async fn one_thing_wrong_in_header_or_claims_is_refused_without_asking_the_provider() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    for (case, change, expected) in HEADERS.into_iter().chain(CLAIMS) {
        let token = provider.logout_token(change, Signing::Properly);
        let error = client.logout_token(&token).await.expect_err(case);
        assert_eq!(
            error.to_string(),
            format!("the logout token is not accepted: {expected}"),
            "{case}"
        );
    }
    assert_eq!(provider.asked_for_anything(), 0);
    let fine = provider.logout_token(|_, _| {}, Signing::Properly);
    client.logout_token(&fine).await.expect("accepted");
}

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    const SIGNATURE: &str = "the logout token is not accepted: its signature";
    let provider = Provider::start().await;
    let client = client_of(&provider);
    let fine = provider.logout_token(|_, _| {}, Signing::Properly);
    client.logout_token(&fine).await.expect("accepted");
    let changes: [(&str, Change, Signing); 6] = [
        ("damaged", |_, _| {}, Signing::Damaged),
        ("empty", |_, _| {}, Signing::Empty),
        ("a MAC with the public key", |_, _| {}, Signing::HmacWithPublicKey),
        (
            "an algorithm of another key",
            |header, _| header["alg"] = "ES256".into(),
            Signing::Properly,
        ),
        (
            "an algorithm not announced",
            |header, _| header["alg"] = "RS384".into(),
            Signing::Properly,
        ),
        (
            "an unknown key",
            |header, _| header["kid"] = "other".into(),
            Signing::Properly,
        ),
    ];
    for (case, change, signing) in changes {
        let token = provider.logout_token(change, signing);
        assert_eq!(
            client.logout_token(&token).await.expect_err(case).to_string(),
            SIGNATURE,
            "{case}"
        );
    }
    for (case, key) in [
        ("under a known name", Key::rsa("first")),
        ("of another kind", Key::ec("first")),
    ] {
        let token = provider.logout_token_of(&key, |_, _| {}, Signing::Properly);
        assert_eq!(
            client.logout_token(&token).await.expect_err(case).to_string(),
            SIGNATURE,
            "{case}"
        );
    }
}

#[tokio::test]
async fn strangers_do_not_make_the_provider_busy() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    client.begin().await.expect("what is known of the provider");
    assert_eq!(provider.asked(KEYS), 1);
    let forged = Key::rsa("forged");
    for _ in 0..20 {
        let token = provider.logout_token_of(&forged, |_, _| {}, Signing::Properly);
        client.logout_token(&token).await.expect_err("forged");
    }
    assert_eq!(provider.asked(KEYS), 2, "once for all of them");
    pass(Duration::from_secs(30));
    let token = provider.logout_token_of(&forged, |_, _| {}, Signing::Properly);
    client.logout_token(&token).await.expect_err("forged");
    assert_eq!(provider.asked(KEYS), 3);
}

#[tokio::test]
async fn a_new_key_is_picked_up_and_an_old_one_is_gone() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    client.begin().await.expect("what is known of the provider");
    let old = provider.key();
    provider.publish(vec![Key::rsa("second")]);
    let token = provider.logout_token(|_, _| {}, Signing::Properly);
    client.logout_token(&token).await.expect("accepted with the new key");
    let token = provider.logout_token_of(&old, |_, _| {}, Signing::Properly);
    client.logout_token(&token).await.expect_err("the old key");
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_and_not_asked_at_every_token() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    provider.answer_instead(|_| {
        Some(axum::response::IntoResponse::into_response(
            http::StatusCode::BAD_GATEWAY,
        ))
    });
    let token = provider.logout_token(|_, _| {}, Signing::Properly);
    for _ in 0..5 {
        let error = client.logout_token(&token).await.expect_err("an outage");
        assert!(matches!(error, LogoutTokenError::ProviderUnreachable(_)), "{error}");
    }
    assert_eq!(provider.asked_for_anything(), 1);
    provider.tell_the_truth();
    pass(Duration::from_secs(30));
    client.logout_token(&token).await.expect("accepted");
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let client = client_with(&settings(CLOSED_PORT));
    let long = format!("{}.e30.e30", base64(&[b' '; 16 * 1024]));
    let deep = format!(
        "{}.{}.AA",
        base64(br#"{"alg":"RS256"}"#),
        base64("[".repeat(5000).as_bytes())
    );
    for text in [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "e30.e30.e30",
        "e30.e30",
        "é.é.é",
        &long,
        &deep,
    ] {
        let error = client.logout_token(text).await.expect_err(text);
        assert!(matches!(error, LogoutTokenError::Invalid(_)), "{text}: {error}");
    }
}
