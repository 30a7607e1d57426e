//! The control as its clients see it, and what it keeps out.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use sandbox::Clock;
use sandbox::control::{self, Controls};
use sandbox::quota::Rates;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;
use tower::ServiceExt;

const JSON: &str = "application/json";

/// A clock that stands still unless it is put forward.
pub struct Still;

impl Clock for Still {
    fn now(&self) -> OffsetDateTime {
        datetime!(2026-01-31 12:00 UTC)
    }
}

/// A control, and what it controls.
pub struct Control {
    pub controls: Arc<Controls>,
    router: Router,
}

impl Control {
    pub fn new() -> Self {
        let controls = Arc::new(Controls::new(Still, Rates::Real));
        let router = control::router(Arc::clone(&controls), Router::new());
        Self { controls, router }
    }

    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        document(self.send(request(Method::GET, path).body(Body::empty()).unwrap()).await).await
    }

    pub async fn put(&self, path: &str, body: Value) -> (StatusCode, Value) {
        document(self.send(with_json(Method::PUT, path, &body)).await).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        document(self.send(with_json(Method::POST, path, &body)).await).await
    }

    pub async fn delete(&self, path: &str) -> StatusCode {
        let request = request(Method::DELETE, path).body(Body::empty()).unwrap();
        self.send(request).await.status()
    }
}

fn request(method: Method, path: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "127.0.0.1:4566")
}

fn with_json(method: Method, path: &str, body: &Value) -> Request<Body> {
    let request = request(method, path).header("content-type", JSON);
    request.body(Body::from(body.to_string())).unwrap()
}

async fn document(response: Response<Body>) -> (StatusCode, Value) {
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

fn message(document: &Value) -> &str {
    document["error"].as_str().unwrap()
}

#[tokio::test]
async fn tells_what_there_is() {
    let (status, index) = Control::new().get("/_sandbox").await;
    assert_eq!(status, 200);
    assert!(index["PUT /_sandbox/clock"].is_string());
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let control = Control::new();
    for path in [
        "/_sandbox/",
        "/_sandbox/clocks",
        "/_sandbox/faults/1",
        "/_sandbox/faults/x",
    ] {
        let (status, document) = control.get(path).await;
        assert_eq!(status, 404, "{path}");
        assert_ne!(message(&document), "");
    }
}

#[tokio::test]
async fn another_method_is_not_allowed() {
    let control = Control::new();
    for path in [
        "/_sandbox",
        "/_sandbox/clock",
        "/_sandbox/calls",
        "/_sandbox/settings",
        "/_sandbox/faults/1",
    ] {
        let (status, document) = control.post(path, json!({})).await;
        assert_eq!(status, 405, "{path}");
        assert_ne!(message(&document), "");
    }
}

#[tokio::test]
async fn settings_change_while_it_runs() {
    let control = Control::new();
    let (status, before) = control.get("/_sandbox/settings").await;
    assert_eq!(
        (status, before),
        (StatusCode::OK, json!({ "rates": "real", "list_delay_ms": 0 }))
    );
    let (_, after) = control.put("/_sandbox/settings", json!({ "rates": "x10" })).await;
    assert_eq!(after, json!({ "rates": "x10", "list_delay_ms": 0 }));
    control
        .put("/_sandbox/settings", json!({ "list_delay_ms": 1500 }))
        .await;
    assert_eq!(control.controls.quotas.rates(), Rates::Times(10.0));
    assert_eq!(control.controls.list_delay().as_millis(), 1500);
    let now = datetime!(2026-01-31 12:00 UTC);
    assert_eq!(
        control.controls.listed_from(now),
        now + time::Duration::milliseconds(1500)
    );
    control
        .put("/_sandbox/settings", json!({ "list_delay_ms": u64::MAX }))
        .await;
    assert_eq!(control.controls.listed_from(now).year(), 9999);
}

#[tokio::test]
async fn what_cannot_be_set_is_named_and_nothing_changes() {
    let control = Control::new();
    for (wanted, named) in [
        (json!({ "rates": "fast", "list_delay_ms": 5 }), "`fast`"),
        (json!({ "list_delay_ms": -1 }), "-1"),
        (json!({ "rates": "off", "list_delay": 5 }), "`list_delay`"),
    ] {
        let (status, document) = control.put("/_sandbox/settings", wanted).await;
        assert_eq!(status, 422);
        assert!(message(&document).contains(named), "{document}");
    }
    let (_, settings) = control.get("/_sandbox/settings").await;
    assert_eq!(settings, json!({ "rates": "real", "list_delay_ms": 0 }));
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let control = Control::new();
    for (content_type, body, status) in [
        ("text/plain", r#"{"rates":"off"}"#, 415),
        ("application/x-www-form-urlencoded", "rates=off", 415),
        (JSON, "rates=off", 400),
        (JSON, "", 400),
        ("application/json; charset=utf-8", r#"{"rates":"off"}"#, 200),
    ] {
        let request = request(Method::PUT, "/_sandbox/settings").header("content-type", content_type);
        let response = control.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(response.status(), status, "{content_type} {body}");
    }
    let without_type = request(Method::PUT, "/_sandbox/settings")
        .body(Body::from("{}"))
        .unwrap();
    assert_eq!(control.send(without_type).await.status(), 415);
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let control = Control::new();
    let (status, _) = control
        .put("/_sandbox/settings", json!({ "rates": "x".repeat(100_000) }))
        .await;
    assert_eq!(status, 413);
}

#[tokio::test]
async fn names_of_others_are_misdirected() {
    let control = Control::new();
    for (host, status) in [
        ("localhost:4566", 200),
        ("aws.localhost", 200),
        ("[::1]:4566", 200),
        ("rebound.example.com:4566", 421),
        ("127.0.0.1.example.com", 421),
    ] {
        let request = Request::builder().uri("/_sandbox").header("host", host);
        let response = control.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), status, "{host}");
    }
    let nameless = Request::builder().uri("/_sandbox").body(Body::empty()).unwrap();
    assert_eq!(control.send(nameless).await.status(), 421);
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let control = Control::new();
    for (site, status) in [("cross-site", 403), ("same-origin", 200), ("none", 200)] {
        let request = request(Method::GET, "/_sandbox/clock").header("sec-fetch-site", site);
        let response = control.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), status, "{site}");
    }
}
