//! ID tokens with one field wrong, each refused at a sign-in that is otherwise fine.

use super::{
    client_of,
    keys::{Key, Signing},
    now,
    provider::{Lie, Provider},
    sign_in, sign_in_with,
};
use serde_json::{Value, json};

const HEADER: &str = "the ID token's header";
const SIGNATURE: &str = "the ID token's signature";
const ISSUER: &str = "the ID token's issuer";
const AUDIENCE: &str = "the ID token's audience";
const TIME: &str = "the ID token's time";
const NONCE: &str = "the ID token's nonce";
const HASH: &str = "the ID token's at_hash";
const SUBJECT: &str = "the subject";

fn remove(object: &mut Value, key: &str) {
    object.as_object_mut().expect("an object").remove(key);
}

async fn assert_each_refused(cases: &[(&str, Lie, &str)]) {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    for &(case, lie, expected) in cases {
        provider.tell_the_truth();
        sign_in(&client, &provider).await.expect("signed in while all is well");
        provider.lie(lie);
        let error = sign_in(&client, &provider).await.expect_err(case);
        let expected = format!("what the identity provider sent is not accepted: {expected}");
        assert_eq!(error.to_string(), expected, "{case}");
    }
}

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    assert_each_refused(&[
        ("damaged", |lies| lies.signing = Signing::Damaged, SIGNATURE),
        ("empty", |lies| lies.signing = Signing::Empty, SIGNATURE),
        (
            "alg none",
            |lies| lies.header = |header| header["alg"] = "none".into(),
            SIGNATURE,
        ),
        (
            "alg none without a signature",
            |lies| {
                lies.header = |header| header["alg"] = "none".into();
                lies.signing = Signing::Empty;
            },
            SIGNATURE,
        ),
        (
            "HS256 with the public key",
            |lies| {
                lies.header = |header| header["alg"] = "HS256".into();
                lies.signing = Signing::HmacWithPublicKey;
            },
            SIGNATURE,
        ),
        (
            "HS256 with the client's secret",
            |lies| {
                lies.header = |header| header["alg"] = "HS256".into();
                lies.signing = Signing::HmacWithClientSecret;
            },
            SIGNATURE,
        ),
        (
            "an algorithm of another key",
            |lies| lies.header = |header| header["alg"] = "ES256".into(),
            SIGNATURE,
        ),
        (
            "an algorithm not announced",
            |lies| lies.header = |header| header["alg"] = "RS384".into(),
            SIGNATURE,
        ),
        (
            "an unknown key",
            |lies| lies.header = |header| header["kid"] = "other".into(),
            SIGNATURE,
        ),
        (
            "another type",
            |lies| lies.header = |header| header["typ"] = "logout+jwt".into(),
            HEADER,
        ),
        (
            "something critical",
            |lies| lies.header = |header| header["crit"] = json!(["exp"]),
            HEADER,
        ),
        (
            "a token inside",
            |lies| lies.header = |header| header["cty"] = "JWT".into(),
            HEADER,
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_wrong_claim_is_refused() {
    assert_each_refused(&[
        (
            "other issuer",
            |lies| lies.claims = |claims| claims["iss"] = "https://evil.example.com".into(),
            ISSUER,
        ),
        (
            "issuer with a slash",
            |lies| lies.claims = |claims| claims["iss"] = format!("{}/", claims["iss"].as_str().unwrap_or("")).into(),
            ISSUER,
        ),
        (
            "other audience",
            |lies| lies.claims = |claims| claims["aud"] = "another".into(),
            AUDIENCE,
        ),
        (
            "no audience",
            |lies| lies.claims = |claims| remove(claims, "aud"),
            AUDIENCE,
        ),
        (
            "one audience more",
            |lies| lies.claims = |claims| claims["aud"] = json!(["frontdesk", "another"]),
            AUDIENCE,
        ),
        (
            "other authorized party",
            |lies| lies.claims = |claims| claims["azp"] = "another".into(),
            AUDIENCE,
        ),
        ("no nonce", |lies| lies.claims = |claims| remove(claims, "nonce"), NONCE),
        (
            "other nonce",
            |lies| lies.claims = |claims| claims["nonce"] = "forged".into(),
            NONCE,
        ),
        (
            "expired",
            |lies| lies.claims = |claims| claims["exp"] = (now() - 61).into(),
            TIME,
        ),
        (
            "of the future",
            |lies| lies.claims = |claims| claims["iat"] = (now() + 61).into(),
            TIME,
        ),
        (
            "old",
            |lies| lies.claims = |claims| claims["iat"] = (now() - 601).into(),
            TIME,
        ),
        (
            "other at_hash",
            |lies| lies.claims = |claims| claims["at_hash"] = "77QmUPtjPfzWtF2AnpK9RQ".into(),
            HASH,
        ),
        (
            "other access token",
            |lies| lies.tokens = |tokens| tokens["access_token"] = "another".into(),
            HASH,
        ),
        (
            "empty subject",
            |lies| lies.claims = |claims| claims["sub"] = "".into(),
            SUBJECT,
        ),
        (
            "long subject",
            |lies| lies.claims = |claims| claims["sub"] = "x".repeat(256).into(),
            SUBJECT,
        ),
        (
            "no ID token",
            |lies| lies.tokens = |tokens| remove(tokens, "id_token"),
            "the ID token is missing",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_token_that_is_none_is_refused() {
    let cases: [(&str, Lie); 7] = [
        ("no subject", |lies| lies.claims = |claims| remove(claims, "sub")),
        ("no issuer", |lies| lies.claims = |claims| remove(claims, "iss")),
        ("no expiry", |lies| lies.claims = |claims| remove(claims, "exp")),
        ("no time of issue", |lies| lies.claims = |claims| remove(claims, "iat")),
        ("a time that is no time", |lies| {
            lies.claims = |claims| claims["exp"] = json!(1e300);
        }),
        ("nothing", |lies| lies.tokens = |tokens| tokens["id_token"] = "".into()),
        ("dots", |lies| lies.tokens = |tokens| tokens["id_token"] = "..".into()),
    ];
    for (case, lie) in cases {
        sign_in_with(lie).await.expect_err(case);
    }
}

#[tokio::test]
async fn what_is_unusual_but_right_is_accepted() {
    let cases: [(&str, Lie); 8] = [
        ("a list of one audience", |lies| {
            lies.claims = |claims| claims["aud"] = json!(["frontdesk"]);
        }),
        ("the right authorized party", |lies| {
            lies.claims = |claims| claims["azp"] = "frontdesk".into();
        }),
        ("no at_hash", |lies| lies.claims = |claims| remove(claims, "at_hash")),
        ("no key id, with one key", |lies| {
            lies.header = |header| remove(header, "kid");
        }),
        ("no type", |lies| lies.header = |header| remove(header, "typ")),
        ("clocks that differ", |lies| {
            lies.claims = |claims| {
                claims["iat"] = (now() + 59).into();
                claims["exp"] = (now() - 59).into();
            };
        }),
        ("verified as a text", |lies| {
            lies.claims = |claims| claims["email_verified"] = "true".into();
        }),
        ("times as a text", |lies| {
            lies.claims = |claims| claims["updated_at"] = "2026-11-18T09:12:30Z".into();
        }),
    ];
    for (case, lie) in cases {
        let person = sign_in_with(lie).await;
        assert_eq!(person.map(|person| person.name), Ok("Jane Doe".to_owned()), "{case}");
    }
}

#[tokio::test]
async fn all_kinds_of_public_keys_verify() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    provider.lie(|lies| lies.header = |header| header["alg"] = "PS256".into());
    sign_in(&client, &provider).await.expect("signed in by RSA-PSS");
    // The hash of an access token that goes with Ed25519 is another.
    provider.tell_the_truth();
    provider.lie(|lies| lies.claims = |claims| remove(claims, "at_hash"));
    for key in [Key::ec("on a curve"), Key::ed("on an Edwards curve")] {
        provider.publish(vec![key]);
        sign_in(&client, &provider).await.expect("signed in");
    }
}

#[tokio::test]
async fn another_key_under_a_known_name_is_refused() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    sign_in(&client, &provider).await.expect("signed in");
    provider.sign_with(Key::rsa("first"));
    let error = sign_in(&client, &provider).await.expect_err("another key");
    assert!(error.to_string().ends_with(SIGNATURE), "{error}");
    assert_eq!(provider.asked("/keys"), 1, "a known key is not asked for again");
}

#[tokio::test]
async fn a_new_key_is_picked_up_and_an_old_one_is_gone() {
    let provider = Provider::start().await;
    let client = client_of(&provider);
    sign_in(&client, &provider).await.expect("signed in");
    let old = provider.key();
    provider.publish(vec![Key::rsa("second")]);
    sign_in(&client, &provider).await.expect("signed in with the new key");
    assert_eq!(provider.asked("/keys"), 2);
    provider.sign_with(old);
    let error = sign_in(&client, &provider).await.expect_err("the old key");
    assert!(error.to_string().ends_with(SIGNATURE), "{error}");
}
