//! SES identities.

mod create;
mod delete;
mod edit;
mod policies;

use super::console::{Answer, Console};
use app::{
    backend::Backend,
    model::{
        change::{Action, FormAnswer, Record, Subject},
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

/// Why there is no such form.
async fn impossible(console: &Console, action: Action, subject: &Subject) -> String {
    match console.form(action, subject).await {
        FormAnswer::Impossible(why) => why,
        other => panic!("no form: {other:?}"),
    }
}

/// Reviews and makes what undoes a change.
async fn undo(console: &Console, record: &Record) -> Record {
    let answer = console.post("/changes/undo", &[("change", &record.id)]).await;
    let review = console.review_at(answer.location()).await;
    console.record_of(&console.make(&review, &[]).await).await
}

/// The page of the form that an answer leads back to.
async fn sent_back(console: &Console, answer: &Answer) -> String {
    let location = answer.location();
    assert!(
        location.starts_with("/changes/") && !location.starts_with("/changes/review"),
        "{location}"
    );
    let page = console.get(location).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.body
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
