//! `/_sandbox/calls`.

use sandbox::calls::Call;
use sandbox::{ACCOUNT_ID, Clock, Service};
use serde_json::{Value, json};

use crate::control::Control;

fn control() -> Control {
    let control = Control::new();
    for (service, operation, region, status, error) in [
        (Service::Connect, "ListUsers", "us-east-1", 200, None),
        (
            Service::Connect,
            "ListUsers",
            "eu-west-2",
            429,
            Some("ThrottlingException"),
        ),
        (Service::Ses, "GetEmailIdentity", "eu-west-2", 200, None),
    ] {
        control.controls.calls.record(Call {
            time: control.controls.clock.now(),
            service,
            operation: operation.to_owned(),
            account: ACCOUNT_ID.to_owned(),
            region: region.to_owned(),
            status: Some(status),
            error: error.map(str::to_owned),
            fault: None,
            request_id: "5e9f7c6a-0000-4000-8000-000000000000".to_owned(),
        });
    }
    control
}

fn ids(listing: &Value) -> Vec<u64> {
    let calls = listing["calls"].as_array().unwrap().iter();
    calls.map(|call| call["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn shows_a_call_with_all_that_is_known_of_it() {
    let (status, listing) = control().get("/_sandbox/calls?status=429").await;
    assert_eq!(status, 200);
    assert_eq!(
        listing,
        json!({
            "calls": [{
                "id": 2,
                "time": "2026-01-31T12:00:00Z",
                "service": "connect",
                "operation": "ListUsers",
                "account": "111122223333",
                "region": "eu-west-2",
                "status": 429,
                "error": "ThrottlingException",
                "fault": null,
                "request_id": "5e9f7c6a-0000-4000-8000-000000000000",
            }],
            "counts": { "connect:ListUsers": 1 },
            "last": 3,
        })
    );
}

#[tokio::test]
async fn lists_what_is_asked_for() {
    let control = control();
    for (query, expected) in [
        ("", vec![1, 2, 3]),
        ("?service=connect", vec![1, 2]),
        ("?operation=GetEmailIdentity", vec![3]),
        ("?region=eu-west-2", vec![2, 3]),
        ("?service=connect&region=eu-west-2", vec![2]),
        ("?after=1", vec![2, 3]),
        ("?after=1&limit=1", vec![2]),
        ("?limit=0", vec![]),
    ] {
        let (_, listing) = control.get(&format!("/_sandbox/calls{query}")).await;
        assert_eq!(ids(&listing), expected, "{query}");
    }
}

#[tokio::test]
async fn counts_each_operation() {
    let (_, listing) = control().get("/_sandbox/calls?limit=1").await;
    assert_eq!(
        listing["counts"],
        json!({ "connect:ListUsers": 2, "ses:GetEmailIdentity": 1 })
    );
}

#[tokio::test]
async fn forgets_on_demand() {
    let control = control();
    assert_eq!(control.delete("/_sandbox/calls").await, 204);
    let (_, listing) = control.get("/_sandbox/calls").await;
    assert_eq!(listing, json!({ "calls": [], "counts": {}, "last": 3 }));
}

#[tokio::test]
async fn a_filter_that_is_not_known_is_named() {
    let control = control();
    for (query, named) in [
        ("?acount=1", "`acount`"),
        ("?service=s3", "`s3`"),
        ("?status=many", "status"),
    ] {
        let (status, refusal) = control.get(&format!("/_sandbox/calls{query}")).await;
        assert_eq!(status, 400, "{query}");
        assert!(refusal["error"].as_str().unwrap().contains(named), "{refusal}");
    }
}
