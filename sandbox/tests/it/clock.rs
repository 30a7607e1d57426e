//! `/_sandbox/clock`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::http::{Control, assert_refused};

const CLOCK: &str = "clock";

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
    assert_eq!(control.get(CLOCK).await.1["now"], "2026-02-03T12:00:15Z");
}

#[tokio::test]
async fn goes_on_from_another_moment_but_never_back() {
    let control = Control::new();
    let (status, shown) = put(&control, json!({ "now": "2026-02-01T02:00:00+02:00" })).await;
    assert_eq!(status, 200);
    assert_eq!(shown["now"], "2026-02-01T00:00:00Z");
    let refusal = put(&control, json!({ "now": "2026-02-01T00:30:00+01:00" })).await;
    let wanted = "the clock cannot go back: it is 2026-02-01T00:00:00Z already, after 2026-02-01T00:30:00+01:00";
    assert_refused(&refusal, 422, wanted);
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
        assert_refused(&put(&control, wanted).await, 422, named);
    }
    assert_eq!(control.get(CLOCK).await.1["running"], true);
}
