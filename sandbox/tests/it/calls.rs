//! `/_sandbox/calls`.

use std::sync::Mutex;

use http::Request;
use sandbox::{ACCESS_KEY_ID, Clock, Rates, Sandbox, Seed};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::aws::{EU, NOW, US};
use crate::http::{Control, assert_refused, authorization, send};

/// The id of the request.
async fn call(control: &Control, service: &str, region: &str, path: &str) -> String {
    let request = Request::get(path).header("authorization", authorization(ACCESS_KEY_ID, region, service));
    let answer = send(&control.sandbox, request, "").await;
    answer.headers["x-amzn-requestid"].to_str().unwrap().to_owned()
}

/// Three calls, of which the second is throttled; with their ids.
async fn control() -> (Control, [String; 3]) {
    let control = Control::new();
    let rule = json!({ "kind": "THROTTLE", "service": "connect", "region": EU });
    control.post("faults", rule).await;
    let ids = [
        call(&control, "connect", US, "/instance").await,
        call(&control, "connect", EU, "/instance").await,
        call(&control, "ses", EU, "/v2/email/account").await,
    ];
    (control, ids)
}

fn ids(listing: &Value) -> Vec<u64> {
    let calls = listing["calls"].as_array().unwrap().iter();
    calls.map(|call| call["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn shows_a_call_with_all_that_is_known_of_it() {
    let (control, [_, request_id, _]) = control().await;
    let (status, listing) = control.get("calls?status=429").await;
    assert_eq!(status, 200);
    assert_eq!(
        listing,
        json!({
            "calls": [{
                "id": 2,
                "time": "2026-01-31T12:00:00Z",
                "service": "connect",
                "operation": "ListInstances",
                "account": "111122223333",
                "region": "eu-west-2",
                "status": 429,
                "error": "ThrottlingException",
                "fault": "THROTTLE",
                "request_id": request_id,
            }],
            "counts": { "connect:ListInstances": 1 },
            "last": 3,
        })
    );
}

#[tokio::test]
async fn lists_what_is_asked_for() {
    let (control, _) = control().await;
    for (query, expected) in [
        ("", vec![1, 2, 3]),
        ("?service=connect", vec![1, 2]),
        ("?operation=GetAccount", vec![3]),
        ("?region=eu-west-2", vec![2, 3]),
        ("?service=connect&region=eu-west-2", vec![2]),
        ("?after=1", vec![2, 3]),
        ("?after=1&limit=1", vec![2]),
        ("?limit=0", vec![]),
    ] {
        let (_, listing) = control.get(&format!("calls{query}")).await;
        assert_eq!(ids(&listing), expected, "{query}");
    }
}

#[tokio::test]
async fn counts_each_operation() {
    let (control, _) = control().await;
    let (_, listing) = control.get("calls?limit=1").await;
    assert_eq!(
        listing["counts"],
        json!({ "connect:ListInstances": 2, "ses:GetAccount": 1 })
    );
}

#[tokio::test]
async fn forgets_on_demand() {
    let (control, _) = control().await;
    assert_eq!(control.delete("calls").await.0, 204);
    let (_, listing) = control.get("calls").await;
    assert_eq!(listing, json!({ "calls": [], "counts": {}, "last": 3 }));
}

#[tokio::test]
async fn a_filter_that_is_not_known_is_named() {
    let control = Control::new();
    for (query, named) in [
        ("?acount=1", "`acount`"),
        ("?service=s3", "`s3`"),
        ("?status=many", "status"),
    ] {
        assert_refused(&control.get(&format!("calls{query}")).await, 400, named);
    }
}

#[tokio::test]
async fn a_fault_is_recorded_by_its_name() {
    let control = Control::new();
    for rule in [
        json!({ "kind": "RESET_BEFORE", "times": 1 }),
        json!({ "kind": "SERVER_ERROR" }),
    ] {
        control.post("faults", rule).await;
        call(&control, "connect", US, "/instance").await;
    }
    let (_, listing) = control.get("calls").await;
    let calls = listing["calls"].as_array().unwrap().iter();
    let seen: Vec<_> = calls.map(|call| json!([call["fault"], call["status"]])).collect();
    assert_eq!(seen, [json!(["RESET_BEFORE", null]), json!(["SERVER_ERROR", 500])]);
}

/// Goes on by a second whenever somebody looks at it.
struct Ticking(Mutex<OffsetDateTime>);

impl Clock for Ticking {
    fn now(&self) -> OffsetDateTime {
        let mut now = self.0.lock().unwrap();
        *now += Duration::SECOND;
        *now
    }
}

#[tokio::test]
async fn a_call_is_recorded_with_the_time_at_which_it_came() {
    let clock = Ticking(Mutex::new(NOW));
    let control = Control::of(&Sandbox::with_clock(Seed::default(), Rates::Real, clock));
    control.put("clock", json!({ "now": "2026-01-31T13:00:00Z" })).await;
    call(&control, "connect", US, "/instance").await;
    let (_, listing) = control.get("calls").await;
    assert_eq!(listing["calls"][0]["time"], "2026-01-31T13:00:01Z");
}
