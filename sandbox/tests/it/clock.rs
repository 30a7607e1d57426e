//! `/_sandbox/clock`.

use http::StatusCode;
use sandbox::Clock;
use serde_json::{Value, json};
use time::macros::datetime;

use crate::control::Control;

const CLOCK: &str = "/_sandbox/clock";

async fn put(control: &Control, wanted: Value) -> (StatusCode, Value) {
    control.put(CLOCK, wanted).await
}

#[tokio::test]
async fn shows_the_time() {
    let (status, shown) = Control::new().get(CLOCK).await;
    assert_eq!(status, 200);
    assert_eq!(
        shown,
        json!({ "now": "2026-01-31T12:00:00Z", "running": true, "speed": 1.0 })
    );
}

#[tokio::test]
async fn is_put_forward_by_seconds_or_by_text() {
    let control = Control::new();
    let (_, shown) = put(&control, json!({ "step": 15 })).await;
    assert_eq!(shown["now"], "2026-01-31T12:00:15Z");
    let (_, shown) = put(&control, json!({ "step": "72h" })).await;
    assert_eq!(shown["now"], "2026-02-03T12:00:15Z");
    assert_eq!(control.controls.clock.now(), datetime!(2026-02-03 12:00:15 UTC));
}

#[tokio::test]
async fn goes_on_from_another_moment_but_never_back() {
    let control = Control::new();
    let (status, shown) = put(&control, json!({ "now": "2026-02-01T02:00:00+02:00" })).await;
    assert_eq!(status, 200);
    assert_eq!(shown["now"], "2026-02-01T00:00:00Z");
    let (status, refusal) = put(&control, json!({ "now": "2026-01-31T12:00:00Z" })).await;
    assert_eq!(status, 422);
    assert!(
        refusal["error"].as_str().unwrap().contains("cannot go back"),
        "{refusal}"
    );
}

#[tokio::test]
async fn stops_and_changes_its_speed() {
    let (status, shown) = put(&Control::new(), json!({ "running": false, "speed": 60 })).await;
    assert_eq!(status, 200);
    assert_eq!(
        shown,
        json!({ "now": "2026-01-31T12:00:00Z", "running": false, "speed": 60.0 })
    );
}

#[tokio::test]
async fn what_cannot_be_is_refused_as_a_whole() {
    let control = Control::new();
    for (wanted, named) in [
        (json!({ "running": false, "speed": 0 }), "speed"),
        (json!({ "running": false, "step": -1 }), "step"),
        (json!({ "running": false, "step": "soon" }), "step"),
        (json!({ "running": false, "step": "9000000d" }), "9998"),
        (json!({ "running": false, "now": "tomorrow" }), "now"),
        (json!({ "running": false, "sped": 2 }), "`sped`"),
        (json!({ "running": "no" }), "boolean"),
    ] {
        let (status, refusal) = put(&control, wanted).await;
        assert_eq!(status, 422, "{refusal}");
        assert!(refusal["error"].as_str().unwrap().contains(named), "{refusal}");
    }
    assert!(control.controls.clock.read().running);
}
