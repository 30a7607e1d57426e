//! The keys that tokens are checked with.

use super::{Desk, header_with, headers, payload, pem, verifier};
use crate::support::{CLOSED_PORT, NOW};
use app::model::time::Timestamp;
use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::json;
use server::auth::alb::AlbError;
use std::sync::atomic::{AtomicI64, Ordering};

#[tokio::test]
async fn who_asks_at_once_waits_for_one_fetch() {
    let desk = Desk::new().await;
    let good = desk.good();
    let answers = futures::future::join_all((0..20).map(|_| desk.identify(&good))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(desk.fetches(), 1);
}

#[tokio::test]
async fn a_stranger_can_have_few_keys_fetched_and_keep_nobody_out() {
    static TIME: AtomicI64 = AtomicI64::new(NOW.as_millis());
    let desk = Desk::at(|| Timestamp::from_millis(TIME.load(Ordering::SeqCst))).await;
    let good = desk.good();
    assert!(desk.identify(&good).await.is_ok());
    let strange = |n: usize| desk.sign(&header_with("kid", json!(format!("unknown-{n}"))), &payload());
    for _ in 0..3 {
        assert_eq!(desk.identify(&strange(0)).await, Err(AlbError::KeyUnavailable));
    }
    assert_eq!(desk.fetches(), 2, "what was not there is not asked for again at once");
    for n in 1..50 {
        assert_eq!(desk.identify(&strange(n)).await, Err(AlbError::KeyUnavailable));
    }
    assert_eq!(desk.fetches(), 10);
    assert!(desk.identify(&good).await.is_ok());
    TIME.fetch_add(60_000, Ordering::SeqCst);
    assert_eq!(desk.identify(&strange(0)).await, Err(AlbError::KeyUnavailable));
    assert_eq!(desk.fetches(), 11);
}

#[tokio::test]
async fn without_a_key_nobody_is_let_in_and_it_is_asked_for_again_soon() {
    static TIME: AtomicI64 = AtomicI64::new(NOW.as_millis());
    let desk = Desk::at(|| Timestamp::from_millis(TIME.load(Ordering::SeqCst))).await;
    let good = desk.good();
    let longer_curve = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key");
    let right = pem(&desk.key);
    let answers = [
        None,
        Some(String::new()),
        Some("<html>".to_owned()),
        Some(pem(&longer_curve)),
        Some(right.replace("PUBLIC", "PRIVATE")),
        Some(format!("{}{right}", "\n".repeat(10_000))),
    ];
    for (n, answer) in answers.into_iter().enumerate() {
        desk.answer.lock().expect("no panic").clone_from(&answer);
        for _ in 0..2 {
            assert_eq!(desk.identify(&good).await, Err(AlbError::KeyUnavailable), "{answer:?}");
        }
        assert_eq!(desk.fetches(), n + 1);
        TIME.fetch_add(10_000, Ordering::SeqCst);
    }
    *desk.answer.lock().expect("no panic") = Some(right);
    let token = desk.sign(&header_with("exp", json!(i64::MAX)), &payload());
    assert!(desk.identify(&token).await.is_ok());

    let nowhere = verifier(CLOSED_PORT, || NOW);
    let answer = nowhere.identify(&headers(&[("x-amzn-oidc-data", &good)])).await;
    assert_eq!(answer, Err(AlbError::KeyUnavailable));
}
