//! SES identities.

mod create;
mod delete;
mod edit;
mod policies;

use super::console::Console;
use app::{
    backend::Backend,
    model::{
        change::Subject,
        identity::{Details, Identity},
    },
};
use axum::{body::Body, http::Request};
use http::{StatusCode, header};
use serde_json::json;
use std::sync::Arc;
use tower::ServiceExt;

/// A key of 2048 bits. Nothing but tests uses it.
const PRIVATE_KEY: &str = include_str!("../../../../../sandbox/tests/rsa_private_key.txt");

/// What Frontdesk knows of an identity.
fn find(console: &Console, subject: &Subject) -> Option<Arc<Identity>> {
    let key = (subject.parent.clone(), subject.id.clone());
    console.desk.snapshot().identities.get(&key).cloned()
}

fn details(console: &Console, subject: &Subject) -> Details {
    let identity = find(console, subject).expect("an identity");
    identity.details.clone().expect("details")
}

/// Somebody creates an identity by other means than Frontdesk.
async fn create_elsewhere(console: &Console, region: &str, name: &str) {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261118/{region}/ses/aws4_request, SignedHeaders=host, Signature=0"
    );
    let request = Request::post("/v2/email/identities")
        .header(header::HOST, console.aws.trim_start_matches("http://"))
        .header(header::AUTHORIZATION, authorization)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "EmailIdentity": name }).to_string()))
        .expect("a request");
    let answer = console
        .sandbox
        .clone()
        .router()
        .oneshot(request)
        .await
        .expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
}
