//! Tokens that the load balancer did not make, or not for now, or not for Frontdesk.

use super::{ARN, Desk, ISSUER, encode, header, header_with, headers, payload, pem, signature};
use crate::support::NOW;
use aws_lc_rs::{
    hmac,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use http::{HeaderMap, HeaderValue};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};
use server::auth::alb::AlbError;

#[tokio::test]
async fn what_does_not_look_right_is_refused_before_a_key_is_fetched() {
    let desk = Desk::new().await;
    let signed = |name: &str, value: Value| desk.sign(&header_with(name, value), &payload());
    let without = |name: &str| {
        let mut header = header();
        header.as_object_mut().expect("an object").remove(name);
        desk.sign(&header, &payload())
    };
    let now = NOW.as_millis() / 1000;
    let good = desk.good();
    let (signed_part, _) = good.rsplit_once('.').expect("three parts");
    let twice = header().to_string().replacen('{', "{\"signer\":\"arn:aws:other\",", 1);
    let mut cases = vec![
        ("no algorithm", signed("alg", json!("none"))),
        ("RS256", signed("alg", json!("RS256"))),
        ("ES384", signed("alg", json!("ES384"))),
        ("lower case", signed("alg", json!("es256"))),
        (
            "another load balancer",
            signed("signer", json!(ARN.replace("desk", "evil"))),
        ),
        ("a longer ARN", signed("signer", json!(format!("{ARN}0")))),
        ("no signer", without("signer")),
        ("two signers", desk.sign_text(&twice, &payload().to_string())),
        ("another issuer", signed("iss", json!("https://evil.example"))),
        ("an issuer with a slash", signed("iss", json!(format!("{ISSUER}/")))),
        ("no issuer", without("iss")),
        ("another client", signed("client", json!("other"))),
        ("no client", without("client")),
        ("expired", signed("exp", json!(now - 1))),
        ("expiring now", signed("exp", json!(now))),
        ("expired before time began", signed("exp", json!(i64::MIN))),
        ("an expiry past all numbers", signed("exp", json!(1e300))),
        ("an expiry as text", signed("exp", json!("never"))),
        ("no expiry", without("exp")),
        ("critical extensions", signed("crit", json!(["b64"]))),
        ("no key id", without("kid")),
        (
            "a header that is no object",
            desk.sign_text("[]", &payload().to_string()),
        ),
        ("a header that is no JSON", desk.sign_text("{", &payload().to_string())),
        ("no signature", format!("{signed_part}.")),
        ("a short signature", format!("{signed_part}.{}", encode(&[1; 63]))),
        ("a long signature", format!("{signed_part}.{}", encode(&[1; 65]))),
        ("two parts", signed_part.to_owned()),
        ("four parts", format!("{good}.x")),
        ("other base64", format!("{signed_part}.{}", "+".repeat(86))),
        ("half the padding", good.strip_suffix('=').expect("padding").to_owned()),
        ("nothing", String::new()),
        ("far too long", format!("{}{good}", "A".repeat(30_000))),
    ];
    for kid in [
        "",
        "../secrets",
        "a/b",
        "..",
        "a?b",
        "a#b",
        "a%2fb",
        "a b",
        "ключ",
        &"a".repeat(65),
    ] {
        cases.push(("a key id that is none", signed("kid", json!(kid))));
    }
    // The public key as the secret of an HMAC, and a signature in ASN.1, are what verifiers were fooled with elsewhere.
    let header = header_with("alg", json!("HS256")).to_string();
    let with_hmac = format!(
        "{}.{}",
        encode(header.as_bytes()),
        encode(payload().to_string().as_bytes())
    );
    let secret = hmac::Key::new(hmac::HMAC_SHA256, pem(&desk.key).as_bytes());
    let tag = hmac::sign(&secret, with_hmac.as_bytes());
    cases.push(("HS256", format!("{with_hmac}.{}", encode(tag.as_ref()))));
    let pkcs8 = desk.key.to_pkcs8v1().expect("a private key");
    let as_asn1 = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).expect("the same key");
    let in_asn1 = encode(&signature(&as_asn1, signed_part));
    cases.push(("a signature in ASN.1", format!("{signed_part}.{in_asn1}")));

    for (what, token) in cases {
        let answer = desk.identify(&token).await;
        assert!(matches!(answer, Err(AlbError::Invalid(_))), "{what}: {answer:?}");
    }
    assert_eq!(desk.fetches(), 0);
    assert!(desk.identify(&good).await.is_ok());
}

#[tokio::test]
async fn what_the_key_did_not_sign_is_refused() {
    let desk = Desk::new().await;
    let other = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
    let good = desk.good();
    let [header, _, signature_part] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts")
    };
    let admin = encode(json!({"sub": "u-1815", "groups": ["platform"]}).to_string().as_bytes());
    let (signed, _) = good.rsplit_once('.').expect("three parts");
    let later = encode(header_with("exp", json!(i64::MAX)).to_string().as_bytes());
    let (_, payload_part) = signed.split_once('.').expect("two parts");
    for (what, token) in [
        ("other claims", format!("{header}.{admin}.{signature_part}")),
        ("another header", format!("{later}.{payload_part}.{signature_part}")),
        (
            "another's signature",
            format!("{signed}.{}", encode(&signature(&other, signed))),
        ),
        ("a signature of zeros", format!("{signed}.{}", encode(&[0; 64]))),
        (
            "padding taken away from what was signed",
            good.replace("=.", ".").replace("=.", "."),
        ),
    ] {
        assert_eq!(
            desk.identify(&token).await,
            Err(AlbError::Invalid("is not signed by its key")),
            "{what}"
        );
    }
    for claims in ["[]", "{}", "\"u-1815\"", "{\"sub\":null}"] {
        let token = desk.sign_text(&self::header().to_string(), claims);
        assert!(
            matches!(desk.identify(&token).await, Err(AlbError::Invalid(_))),
            "{claims}"
        );
    }
}

#[tokio::test]
async fn headers_have_to_agree() {
    let desk = Desk::new().await;
    let good = desk.good();
    let identify = |pairs: Vec<(&'static str, String)>| {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let headers = headers(&pairs);
        let verifier = &desk.verifier;
        async move { verifier.identify(&headers).await }
    };
    assert_eq!(identify(vec![]).await, Err(AlbError::Missing));
    assert_eq!(
        identify(vec![("x-amzn-oidc-identity", "u-1815".to_owned())]).await,
        Err(AlbError::Missing)
    );
    for others in [
        vec![("x-amzn-oidc-data", good.clone())],
        vec![("x-amzn-oidc-identity", "u-1816".to_owned())],
        vec![("x-amzn-oidc-identity", String::new())],
        vec![
            ("x-amzn-oidc-identity", "u-1815".to_owned()),
            ("x-amzn-oidc-identity", "u-1815".to_owned()),
        ],
    ] {
        let mut pairs = others.clone();
        pairs.push(("x-amzn-oidc-data", good.clone()));
        assert!(matches!(identify(pairs).await, Err(AlbError::Invalid(_))), "{others:?}");
    }
}

#[test]
fn nothing_is_taken_that_was_not_signed() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let desk = runtime.block_on(Desk::new());
    let good = desk.good();
    runtime.block_on(desk.identify(&good)).expect("signed");
    let identify = |bytes: &[u8]| {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_bytes(bytes).ok()?;
        headers.append("x-amzn-oidc-data", value);
        runtime.block_on(desk.verifier.identify(&headers)).ok()
    };
    let characters: Vec<char> = "ABCXYZabcxyz0189-_+/=. ".chars().collect();
    let changes = proptest::collection::vec(
        (any::<prop::sample::Index>(), prop::sample::select(characters), 0..3_u8),
        1..4,
    );
    let run = TestRunner::default().run(&changes, |changes| {
        let mut token = good.clone();
        for (place, character, kind) in changes {
            let place = place.index(token.len());
            match kind {
                0 => token.replace_range(place..=place, &character.to_string()),
                1 => token.insert(place, character),
                _ => {
                    token.remove(place);
                }
            }
        }
        // The padding of the signature itself is of no meaning, and signed by nobody.
        let is_same = token.trim_end_matches('=') == good.trim_end_matches('=');
        prop_assert!(is_same || identify(token.as_bytes()).is_none(), "{}", token);
        Ok(())
    });
    run.expect("refused");
    let bytes = proptest::collection::vec(any::<u8>(), 0..400);
    let run = TestRunner::default().run(&bytes, |bytes| {
        prop_assert!(identify(&bytes).is_none());
        Ok(())
    });
    run.expect("refused");
}
