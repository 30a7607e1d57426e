//! The control of the zones over HTTP.

use aws_sdk_sesv2::types::VerificationStatus;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::aws::{Aws, US};
use crate::http::{Control, assert_refused, send, to_control};
use crate::sesv2_identities::{create, get};

/// The zones that the seed has nothing to do with.
async fn zones(control: &Control) -> Vec<Value> {
    let (status, document) = control.get("dns").await;
    assert_eq!(status, StatusCode::OK);
    let zones = document["zones"].as_array().unwrap().iter();
    let zones = zones.filter(|zone| zone["zone"].as_str().unwrap().split('.').next_back() == Some("test"));
    zones.cloned().collect()
}

#[tokio::test]
async fn a_record_set_is_published_replaced_and_withdrawn() {
    let control = Control::new();
    let mx = json!({ "values": ["10 mx1.pear.test", "20 MX2.pear.test."], "ttl": 60 });
    let published = json!({
        "name": "bounce.apple.test", "type": "MX", "ttl": 60,
        "values": ["10 mx1.pear.test", "20 mx2.pear.test"],
    });
    let (status, body) = control.put("dns/Bounce.Apple.Test/mx", mx).await;
    assert_eq!((status, &body), (StatusCode::CREATED, &published));
    let (_, body) = control.get("dns/apple.test").await;
    assert_eq!(body, json!({ "name": "apple.test", "records": [published] }));

    let (status, body) = control
        .put("dns/bounce.apple.test/MX", json!({ "values": ["0 ."] }))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["ttl"], 300);

    let (status, body) = control.delete("dns/bounce.apple.test/MX").await;
    assert_eq!((status, body), (StatusCode::NO_CONTENT, Value::Null));
    let (_, body) = control.get("dns/bounce.apple.test").await;
    assert_eq!(body, json!({ "name": "bounce.apple.test", "records": [] }));
    assert_refused(&control.delete("dns/bounce.apple.test/MX").await, 404, "no MX record");
}

#[tokio::test]
async fn the_zones_are_listed_with_their_serials() {
    let control = Control::new();
    control
        .put("dns/a.apple.test/A", json!({ "values": ["192.0.2.1", "192.0.2.2"] }))
        .await;
    control.put("dns/a.apple.test/TXT", json!({ "values": ["x"] })).await;
    control.put("dns/pear.test", json!({ "server": "DEAD" })).await;
    let expected = [
        json!({ "zone": "apple.test", "server": "ANSWERING", "serial": 3, "records": 3 }),
        json!({ "zone": "pear.test", "server": "DEAD", "serial": 1, "records": 0 }),
    ];
    assert_eq!(zones(&control).await, expected);
}

#[tokio::test]
async fn a_zone_is_made_killed_revived_and_removed() {
    let control = Control::new();
    let (status, body) = control
        .put("dns/sub.apple.test", json!({ "server": "ANSWERING" }))
        .await;
    assert_eq!((status, &body["zone"]), (StatusCode::CREATED, &json!("sub.apple.test")));
    control
        .put("dns/www.sub.apple.test/A", json!({ "values": ["192.0.2.1"] }))
        .await;
    let (status, body) = control.put("dns/sub.apple.test", json!({ "server": "DEAD" })).await;
    assert_eq!((status, &body["server"]), (StatusCode::OK, &json!("DEAD")));
    assert_eq!(control.delete("dns/sub.apple.test").await.0, StatusCode::NO_CONTENT);
    assert_refused(&control.get("dns/www.sub.apple.test").await, 404, "no zone");
    assert_refused(&control.delete("dns/sub.apple.test").await, 404, "no zone");
}

#[tokio::test]
async fn records_below_a_name_are_listed_across_zones() {
    let control = Control::new();
    for name in ["b.apple.test", "a.sub.apple.test", "apple.test", "pear.example"] {
        control
            .put(&format!("dns/{name}/TXT"), json!({ "values": ["x"] }))
            .await;
    }
    control
        .put("dns/sub.apple.test", json!({ "server": "ANSWERING" }))
        .await;
    for above in ["test", "apple.test"] {
        let (_, body) = control.get(&format!("dns/{above}")).await;
        let records = body["records"].as_array().unwrap().iter();
        let names: Vec<_> = records.map(|record| record["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["apple.test", "b.apple.test", "a.sub.apple.test"]);
    }
}

#[tokio::test]
async fn ses_has_looked_before_each_change() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    create(&client, "apple.test").await;
    let status = async || get(&client, "apple.test").await.verification_status.unwrap();
    let dkim = get(&client, "apple.test").await.dkim_attributes.unwrap();
    aws.step("5m").await;
    for token in dkim.tokens() {
        let values = json!({ "values": [format!("{token}.{}", dkim.signing_hosted_zone().unwrap())] });
        let path = format!("dns/{token}._domainkey.apple.test/CNAME");
        aws.control(Method::PUT, &path, values).await;
    }
    assert_eq!(status().await, VerificationStatus::Pending);
    aws.step("5m").await;
    aws.control(Method::DELETE, "dns/apple.test", Value::Null).await;
    assert_eq!(status().await, VerificationStatus::Success);
    aws.step("1h").await;
    assert_eq!(status().await, VerificationStatus::TemporaryFailure);
}

#[tokio::test]
async fn a_conflict_is_refused_and_changes_nothing() {
    let control = Control::new();
    control
        .put("dns/www.apple.test/CNAME", json!({ "values": ["pear.test"] }))
        .await;
    let refusal = control
        .put("dns/www.apple.test/A", json!({ "values": ["192.0.2.1"] }))
        .await;
    assert_refused(&refusal, 409, "DELETE the CNAME record");
    let refusal = control.put("dns/www.apple.test", json!({ "server": "DEAD" })).await;
    assert_refused(&refusal, 409, "CNAME");
    let refusal = control
        .put("dns/plum.test/CNAME", json!({ "values": ["pear.test"] }))
        .await;
    assert_refused(&refusal, 409, "SOA");
    let zones = zones(&control).await;
    assert_eq!(zones.len(), 1);
    assert_eq!(zones[0]["serial"], 2);
}

#[tokio::test]
async fn malformed_requests_are_refused() {
    let control = Control::new();
    let values = json!({ "values": ["192.0.2.1"] });
    let label = "a".repeat(64);
    assert_refused(
        &control.put(&format!("dns/{label}.test/A"), values.clone()).await,
        400,
        "63",
    );
    assert_refused(
        &control.put("dns/m%C3%BCnchen.example/A", values.clone()).await,
        400,
        "Punycode",
    );
    assert_refused(&control.put("dns/%FF/A", values.clone()).await, 400, "UTF-8");
    assert_refused(
        &control.put("dns/apple.test/SOA", values.clone()).await,
        400,
        "MX, TXT or NS",
    );
    assert_refused(&control.put("dns/apple.test/AAAA", values).await, 422, "2001:db8::1");
    assert_refused(
        &control.put("dns/apple.test/A", json!({ "values": [] })).await,
        422,
        "DELETE",
    );
    assert_refused(
        &control.put("dns/apple.test/A", json!({ "value": "x" })).await,
        422,
        "value",
    );
    assert_refused(
        &control.put("dns/apple.test", json!({ "server": "asleep" })).await,
        422,
        "DEAD",
    );
    let truncated = control.send(Method::PUT, "dns/apple.test/A", "{").await;
    assert_refused(&truncated, 400, "EOF");
    let text = send(&control.sandbox, to_control(Method::PUT, "dns/apple.test/A"), "{}").await;
    assert_refused(&(text.status, text.document()), 415, "application/json");
}
