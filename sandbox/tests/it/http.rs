//! Requests as they are on the wire: to `/_sandbox`, and those that no SDK would send.

use axum::body::{Body, Bytes};
use http::request::Builder;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use sandbox::{Rates, Sandbox, Seed};
use serde_json::Value;
use tower::ServiceExt;

use crate::aws::{NOW, Still};

pub const JSON: &str = "application/json";
pub const AMZ_JSON: &str = "application/x-amz-json-1.1";

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The JSON document, or null where there is no body.
    pub fn document(&self) -> Value {
        match self.text() {
            "" => Value::Null,
            text => serde_json::from_str(text).expect(text),
        }
    }
}

pub async fn send(sandbox: &Sandbox, request: Builder, body: impl Into<Body>) -> Answer {
    let request = request.body(body.into()).unwrap();
    let (head, body) = sandbox.router().oneshot(request).await.unwrap().into_parts();
    Answer {
        status: head.status,
        headers: head.headers,
        body: body.collect().await.unwrap().to_bytes(),
    }
}

/// The `Authorization` of a request that is signed, more or less.
pub fn authorization(access_key_id: &str, region: &str, service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={access_key_id}/20260131/{region}/{service}/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=0"
    )
}

/// What is under `/_sandbox`.
pub struct Control {
    pub sandbox: Sandbox,
}

impl Control {
    /// Of a sandbox that is nobody else's.
    pub fn new() -> Self {
        Self::of(&Sandbox::with_clock(Seed::default(), Rates::Real, Still(NOW)))
    }

    pub fn of(sandbox: &Sandbox) -> Self {
        let sandbox = sandbox.clone();
        Self { sandbox }
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::GET, path, "").await
    }

    pub async fn put(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.send(Method::PUT, path, body.to_string()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.send(Method::POST, path, body.to_string()).await
    }

    pub async fn delete(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::DELETE, path, "").await
    }

    pub async fn send(&self, method: Method, path: &str, body: impl Into<Body>) -> (StatusCode, Value) {
        let request = to_control(method, path).header("content-type", JSON);
        let answer = send(&self.sandbox, request, body).await;
        (answer.status, answer.document())
    }
}

/// A request to what is under `/_sandbox/`.
pub fn to_control(method: Method, path: &str) -> Builder {
    Request::builder()
        .method(method)
        .uri(format!("/_sandbox/{path}"))
        .header("host", "127.0.0.1:4566")
}

/// That a control's answer is a refusal with this status, whose text contains `part`.
#[track_caller]
pub fn assert_refused((status, document): &(StatusCode, Value), expected: u16, part: &str) {
    let error = document["error"].as_str().expect("the text of a refusal");
    assert_eq!(*status, expected, "{error}");
    assert!(error.contains(part), "{error}");
}
