//! The control as its clients see it, and what it keeps out.

use http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::http::{Control, JSON, assert_refused, send, to_control};

/// Sends a request that has its headers; gives the status of the answer.
async fn status(request: http::request::Builder, body: &'static str) -> StatusCode {
    send(&Control::new().sandbox, request, body).await.status
}

/// A path of the index, with something in place of each variable part.
fn filled_in(path: &str) -> String {
    let parts = path.strip_prefix("/_sandbox/").unwrap().split('/');
    let parts = parts.map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn tells_what_there_is() {
    let control = Control::new();
    let root = Request::get("/_sandbox").header("host", "127.0.0.1");
    let index = send(&control.sandbox, root, "").await.document();
    let index: Vec<_> = index.as_object().unwrap().iter().collect();
    let paths: Vec<_> = index.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [
        "DELETE /_sandbox/calls",
        "DELETE /_sandbox/dns/{name}",
        "DELETE /_sandbox/dns/{name}/{type}",
        "DELETE /_sandbox/faults",
        "DELETE /_sandbox/faults/{id}",
        "GET /_sandbox/calls",
        "GET /_sandbox/clock",
        "GET /_sandbox/dns",
        "GET /_sandbox/dns/{name}",
        "GET /_sandbox/faults",
        "GET /_sandbox/faults/{id}",
        "GET /_sandbox/mail",
        "GET /_sandbox/settings",
        "POST /_sandbox/faults",
        "POST /_sandbox/mail/{token}",
        "PUT /_sandbox/clock",
        "PUT /_sandbox/dns/{name}",
        "PUT /_sandbox/dns/{name}/{type}",
        "PUT /_sandbox/settings",
    ];
    assert_eq!(paths, expected);
    for (way, purpose) in index {
        assert_ne!(purpose, "", "{way}");
        let (method, path) = way.split_once(' ').unwrap();
        let (status, answer) = control.send(method.parse().unwrap(), &filled_in(path), "").await;
        let nowhere = answer["error"]
            .as_str()
            .is_some_and(|error| error.contains("nothing here"));
        assert!(status != 405 && !nowhere, "{way}: {answer}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let control = Control::new();
    for path in ["", "clocks", "faults/1", "faults/x"] {
        assert_refused(&control.get(path).await, 404, "there is no");
    }
}

#[tokio::test]
async fn another_method_is_not_allowed() {
    let control = Control::new();
    for path in [
        "clock", "calls", "settings", "faults/1", "dns", "dns/x", "dns/x/A", "mail",
    ] {
        assert_refused(&control.post(path, json!({})).await, 405, "GET /_sandbox tells");
    }
}

#[tokio::test]
async fn settings_change_while_it_runs() {
    let control = Control::new();
    let (status, before) = control.get("settings").await;
    assert_eq!(
        (status, before),
        (StatusCode::OK, json!({ "rates": "real", "list_delay_ms": 0 }))
    );
    let (_, after) = control.put("settings", json!({ "rates": "x10" })).await;
    assert_eq!(after, json!({ "rates": "x10", "list_delay_ms": 0 }));
    let (_, after) = control.put("settings", json!({ "list_delay_ms": 1500 })).await;
    assert_eq!(after, json!({ "rates": "x10", "list_delay_ms": 1500 }));
    assert_eq!(control.get("settings").await.1, after);
}

#[tokio::test]
async fn what_cannot_be_set_is_named_and_nothing_changes() {
    let control = Control::new();
    for (wanted, named) in [
        (json!({ "rates": "fast", "list_delay_ms": 5 }), "`fast`"),
        (json!({ "list_delay_ms": -1 }), "-1"),
        (json!({ "rates": "off", "list_delay": 5 }), "`list_delay`"),
    ] {
        assert_refused(&control.put("settings", wanted).await, 422, named);
    }
    let (_, settings) = control.get("settings").await;
    assert_eq!(settings, json!({ "rates": "real", "list_delay_ms": 0 }));
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    for (content_type, body, expected) in [
        ("text/plain", r#"{"rates":"off"}"#, 415),
        ("application/x-www-form-urlencoded", "rates=off", 415),
        (JSON, "rates=off", 400),
        (JSON, "", 400),
        ("application/json; charset=utf-8", r#"{"rates":"off"}"#, 200),
    ] {
        let request = to_control(Method::PUT, "settings").header("content-type", content_type);
        assert_eq!(status(request, body).await, expected, "{content_type} {body}");
    }
    assert_eq!(status(to_control(Method::PUT, "settings"), "{}").await, 415);
}

#[tokio::test]
async fn a_body_has_the_same_limit_everywhere() {
    let control = Control::new();
    let body = json!({ "rates": "x".repeat(100_000) });
    for path in ["settings", "clock", "dns/apple.test", "dns/apple.test/A"] {
        assert_refused(&control.put(path, body.clone()).await, 413, "65536 bytes");
    }
    assert_refused(&control.post("faults", body).await, 413, "65536 bytes");
}

#[tokio::test]
async fn a_path_that_is_no_text_is_refused() {
    let control = Control::new();
    for path in ["faults/%FF", "dns/%FF", "dns/%FF/A"] {
        assert_refused(&control.delete(path).await, 400, "UTF-8");
    }
    assert_refused(&control.post("mail/%FF", Value::Null).await, 400, "UTF-8");
}

#[tokio::test]
async fn names_of_others_are_misdirected() {
    for (host, expected) in [
        ("localhost:4566", 200),
        ("aws.localhost", 200),
        ("[::1]:4566", 200),
        ("rebound.example.com:4566", 421),
        ("127.0.0.1.example.com", 421),
    ] {
        let request = Request::get("/_sandbox").header("host", host);
        assert_eq!(status(request, "").await, expected, "{host}");
    }
    assert_eq!(status(Request::get("/_sandbox"), "").await, 421);
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    for (site, expected) in [("cross-site", 403), ("same-origin", 200), ("none", 200)] {
        for path in ["clock", "dns", "mail"] {
            let request = to_control(Method::GET, path).header("sec-fetch-site", site);
            assert_eq!(status(request, "").await, expected, "{site} {path}");
        }
    }
}
