//! The audit log as files.

use super::{address, write};
use crate::{
    routes,
    support::{ask_as, folder, frontdesk, router, simulated_aws},
};
use app::model::{access::Role, change::Outcome};
use http::{Method, StatusCode, header};
use serde_json::Value;

#[tokio::test]
async fn all_that_is_found_can_be_saved_by_who_may() {
    let data = folder();
    let desk = frontdesk(&data, &simulated_aws().await).await;
    let router = router(&desk);
    // More than a page.
    for at in 0..60 {
        let change = format!("change-{at}");
        write(&desk.pools, &change, address("=help@example.com"), Outcome::Made).await;
    }
    write(&desk.pools, "other", address("sales@example.com"), Outcome::NotMade).await;
    let get = async |role, path: &str| ask_as(&router, role, routes::request(&Method::GET, "/").uri(path)).await;

    let (head, csv) = get(Role::Admin, "/audit.csv?q=outcome:made&before=3").await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(
        head.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8; header=present"
    );
    let name = head.headers[header::CONTENT_DISPOSITION].to_str().expect("text");
    assert!(
        name.starts_with("attachment; filename=\"audit-2026-11-18.csv\""),
        "{name}"
    );
    assert_eq!(csv.lines().count(), 61, "{csv}");
    assert!(
        csv.contains(",'=help@example.com,") && csv.contains("b8e3b0c4-request"),
        "{csv}"
    );
    assert!(!csv.contains("sales@example.com"), "{csv}");

    let (head, json) = get(Role::Admin, "/audit.json").await;
    assert_eq!(head.headers[header::CONTENT_TYPE], "application/json");
    let all: Vec<Value> = serde_json::from_str(&json).expect("JSON");
    assert_eq!((all.len(), &all[0]["id"]), (61, &Value::from("other")));
    assert_eq!(all[60]["entries"][0]["number"], 1);

    for path in ["/audit.csv?q=preson:x", "/audit.json?before=x"] {
        let (head, body) = get(Role::Admin, path).await;
        assert_eq!(head.status, StatusCode::BAD_REQUEST, "{path}: {body}");
    }

    for role in [Role::Viewer, Role::Operator] {
        for path in ["/audit.csv", "/audit.json"] {
            assert_eq!(get(role, path).await.0.status, StatusCode::FORBIDDEN, "{role} {path}");
        }
    }
}
