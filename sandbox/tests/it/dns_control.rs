//! The control of the zones over HTTP.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use sandbox::dns::{Zones, api};
use serde_json::{Value, json};
use tower::ServiceExt;

/// The control, and what it controls.
struct Control {
    router: Router,
    zones: Arc<RwLock<Zones>>,
    changes: Arc<AtomicUsize>,
}

impl Control {
    /// Counts the changes; each is announced while the zones can still be read.
    fn start() -> Self {
        let zones = Arc::new(RwLock::new(Zones::default()));
        let changes = Arc::new(AtomicUsize::new(0));
        let (seen, counter) = (Arc::clone(&zones), Arc::clone(&changes));
        let before_change = Arc::new(move || {
            assert!(seen.try_read().is_ok());
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let router = api::router(Arc::clone(&zones), before_change);
        Self { router, zones, changes }
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::GET, path, Body::empty()).await
    }

    async fn put(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.send(Method::PUT, path, Body::from(body.to_string())).await
    }

    async fn delete(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::DELETE, path, Body::empty()).await
    }

    async fn send(&self, method: Method, path: &str, body: Body) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/_sandbox/dns{path}"))
            .header("content-type", "application/json");
        self.answer(request.body(body).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, Value) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body = match bytes.as_ref() {
            b"" => Value::Null,
            json => serde_json::from_slice(json).unwrap(),
        };
        (status, body)
    }
}

#[track_caller]
fn assert_refused((status, body): (StatusCode, Value), expected: u16, message: &str) {
    let error = body["error"].as_str().unwrap();
    assert_eq!(status, expected, "{error}");
    assert!(error.contains(message), "{error}");
}

#[tokio::test]
async fn a_record_set_is_published_replaced_and_withdrawn() {
    let control = Control::start();
    let mx = json!({ "values": ["10 mx1.example.net", "20 MX2.example.net."], "ttl": 60 });
    let published = json!({
        "name": "bounce.example.com", "type": "MX", "ttl": 60,
        "values": ["10 mx1.example.net", "20 mx2.example.net"],
    });
    let (status, body) = control.put("/Bounce.Example.com/mx", mx).await;
    assert_eq!((status, &body), (StatusCode::CREATED, &published));
    let (_, body) = control.get("/example.com").await;
    assert_eq!(body, json!({ "name": "example.com", "records": [published] }));

    let (status, body) = control
        .put("/bounce.example.com/MX", json!({ "values": ["0 ."] }))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["ttl"], 300);

    let (status, body) = control.delete("/bounce.example.com/MX").await;
    assert_eq!((status, body), (StatusCode::NO_CONTENT, Value::Null));
    let (_, body) = control.get("/bounce.example.com").await;
    assert_eq!(body, json!({ "name": "bounce.example.com", "records": [] }));
    assert_refused(control.delete("/bounce.example.com/MX").await, 404, "no MX record");
}

#[tokio::test]
async fn the_zones_are_listed_with_their_serials() {
    let control = Control::start();
    control
        .put("/a.example.com/A", json!({ "values": ["192.0.2.1", "192.0.2.2"] }))
        .await;
    control.put("/a.example.com/TXT", json!({ "values": ["x"] })).await;
    control.put("/example.net", json!({ "server": "DEAD" })).await;
    let (status, body) = control.get("").await;
    assert_eq!(status, StatusCode::OK);
    let expected = json!({ "zones": [
        { "zone": "example.com", "server": "ANSWERING", "serial": 3, "records": 3 },
        { "zone": "example.net", "server": "DEAD", "serial": 1, "records": 0 },
    ]});
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_zone_is_made_killed_revived_and_removed() {
    let control = Control::start();
    let (status, body) = control.put("/sub.example.com", json!({ "server": "ANSWERING" })).await;
    assert_eq!(
        (status, &body["zone"]),
        (StatusCode::CREATED, &json!("sub.example.com"))
    );
    control
        .put("/www.sub.example.com/A", json!({ "values": ["192.0.2.1"] }))
        .await;
    let (status, body) = control.put("/sub.example.com", json!({ "server": "DEAD" })).await;
    assert_eq!((status, &body["server"]), (StatusCode::OK, &json!("DEAD")));
    assert_eq!(control.delete("/sub.example.com").await.0, StatusCode::NO_CONTENT);
    assert_refused(control.get("/www.sub.example.com").await, 404, "no zone");
    assert_refused(control.delete("/sub.example.com").await, 404, "no zone");
}

#[tokio::test]
async fn records_below_a_name_are_listed_across_zones() {
    let control = Control::start();
    for name in ["b.example.com", "a.sub.example.com", "example.com", "example.net"] {
        control.put(&format!("/{name}/TXT"), json!({ "values": ["x"] })).await;
    }
    control.put("/sub.example.com", json!({ "server": "ANSWERING" })).await;
    for above in ["com", "example.com"] {
        let (_, body) = control.get(&format!("/{above}")).await;
        let records = body["records"].as_array().unwrap().iter();
        let names: Vec<_> = records.map(|record| record["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["example.com", "b.example.com", "a.sub.example.com"]);
    }
}

#[tokio::test]
async fn whoever_watches_is_told_before_each_change() {
    let control = Control::start();
    control.put("/example.com/TXT", json!({ "values": ["x"] })).await;
    control.put("/example.com", json!({ "server": "DEAD" })).await;
    control.delete("/example.com/TXT").await;
    control.delete("/example.com").await;
    assert_eq!(control.changes.load(Ordering::SeqCst), 4);
    control.get("").await;
    control.put("/example.com/A", json!({ "values": ["x"] })).await;
    assert_eq!(control.changes.load(Ordering::SeqCst), 4);
    assert_eq!(control.zones.read().unwrap().iter().count(), 0);
}

#[tokio::test]
async fn a_conflict_is_refused_and_changes_nothing() {
    let control = Control::start();
    control
        .put("/www.example.com/CNAME", json!({ "values": ["example.net"] }))
        .await;
    let refusal = control
        .put("/www.example.com/A", json!({ "values": ["192.0.2.1"] }))
        .await;
    assert_refused(refusal, 409, "DELETE the CNAME record");
    let refusal = control.put("/www.example.com", json!({ "server": "DEAD" })).await;
    assert_refused(refusal, 409, "CNAME");
    let refusal = control
        .put("/example.org/CNAME", json!({ "values": ["example.net"] }))
        .await;
    assert_refused(refusal, 409, "SOA");
    let (_, body) = control.get("").await;
    assert_eq!(body["zones"].as_array().unwrap().len(), 1);
    assert_eq!(body["zones"][0]["serial"], 2);
}

#[tokio::test]
async fn malformed_requests_are_refused() {
    let control = Control::start();
    let values = json!({ "values": ["192.0.2.1"] });
    let label = "a".repeat(64);
    assert_refused(control.put(&format!("/{label}.com/A"), values.clone()).await, 400, "63");
    assert_refused(
        control.put("/m%C3%BCnchen.example/A", values.clone()).await,
        400,
        "Punycode",
    );
    assert_refused(control.put("/%FF/A", values.clone()).await, 400, "UTF-8");
    assert_refused(
        control.put("/example.com/SOA", values.clone()).await,
        400,
        "MX, TXT or NS",
    );
    assert_refused(control.put("/example.com/AAAA", values).await, 422, "2001:db8::1");
    assert_refused(
        control.put("/example.com/A", json!({ "values": [] })).await,
        422,
        "DELETE",
    );
    assert_refused(
        control.put("/example.com/A", json!({ "value": "x" })).await,
        422,
        "value",
    );
    assert_refused(
        control.put("/example.com", json!({ "server": "asleep" })).await,
        422,
        "DEAD",
    );
    let truncated = control.send(Method::PUT, "/example.com/A", Body::from("{")).await;
    assert_refused(truncated, 400, "JSON");
    let post = control.send(Method::POST, "/example.com/A", Body::empty()).await;
    assert_refused(post, 405, "PUT or DELETE");
    let text = Request::put("/_sandbox/dns/example.com/A").body(Body::from("{}"));
    assert_refused(control.answer(text.unwrap()).await, 415, "application/json");
}
