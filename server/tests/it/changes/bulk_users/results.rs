//! The same change of several users.

use super::console::Console;
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{
            Action,
            bulk::{Bulk, BulkState, RowState},
        },
    },
};
use http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;

/// Users of one instance, as a list sends them.
fn users(console: &Console, count: usize) -> Vec<String> {
    let snapshot = console.desk.snapshot();
    let mut by_instance: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (instance, id) in snapshot.users.keys() {
        by_instance
            .entry(instance)
            .or_default()
            .push(format!("{instance}/{id}"));
    }
    let most = by_instance.into_values().max_by_key(Vec::len).expect("users");
    most.into_iter().take(count).collect()
}

async fn bulk(console: &Console, location: &str) -> Bulk {
    let id = location.strip_prefix("/changes/bulk/").expect("a bulk change");
    let answer = console.get(&format!("/api/bulk?id={id}&page=1")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let found: Option<Bulk> = serde_json::from_str(&answer.body).expect("a bulk change");
    found.expect("a bulk change")
}

/// Selects `users`, and sends the form that comes.
async fn reviewed(console: &Console, users: &[String], fields: &[(&str, &str)]) -> Bulk {
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(Action::BulkEditUsers.submit_path(), &selected).await;
    assert!(
        answer.location().starts_with("/changes/bulk-edit-users?parent="),
        "{answer:?}"
    );
    let instance = users[0].split_once('/').expect("an instance").0;
    let subject = app::model::change::Subject::new(instance, "");
    let answer = console.submit(Action::BulkEditUsers, &subject, fields).await;
    bulk(console, answer.location()).await
}

async fn until_it_waits(console: &Console, id: &str) -> Bulk {
    let mut versions = console.desk.versions();
    loop {
        versions.borrow_and_update();
        let bulk = bulk(console, &format!("/changes/bulk/{id}")).await;
        if bulk.state != BulkState::Running {
            return bulk;
        }
        versions.changed().await.expect("the inventory lives");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_user_is_reviewed_and_made_with_a_result_of_its_own() {
    let console = Console::open().await;
    let users = users(&console, 4);
    let tags = [("tag_key", "shift"), ("tag_value", "early")];
    let review = reviewed(&console, &users, &tags).await;
    assert_eq!((review.state, review.total()), (BulkState::Reviewed, 4));
    assert_eq!(
        console.calls_of("TagResource").await,
        0,
        "nothing is called before the yes"
    );
    // One of them can't be tagged.
    console
        .fault(json!({"kind": "ACCESS_DENIED", "operation": "TagResource", "times": 1}))
        .await;
    console.post("/changes/bulk/start", &[("bulk", &review.id)]).await;
    let done = until_it_waits(&console, &review.id).await;
    assert_eq!(done.state, BulkState::Done, "{:?}", done.why);
    assert_eq!(done.counts, [(RowState::Made, 3), (RowState::NotMade, 1)]);
    let failed = done
        .rows
        .iter()
        .find(|row| row.state == RowState::NotMade)
        .expect("a row");
    assert!(failed.message.is_some() && failed.change.is_some());
    let snapshot = console.desk.snapshot();
    for row in done.rows.iter().filter(|row| row.state == RowState::Made) {
        let key = (row.subject.parent.clone(), row.subject.id.clone());
        assert_eq!(snapshot.users[&key].tags["shift"], "early");
        Console::assert_made(&console.record(row.change.as_deref().expect("a record")).await);
    }
    // What was made already is left out the next time.
    let again = reviewed(&console, &users, &tags).await;
    assert_eq!(again.count(&[RowState::Skipped]), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_confirmed_once_and_what_changed_meanwhile_is_left_alone() {
    let console = Console::open().await;
    let users = users(&console, 2);
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(Action::BulkDeleteUsers.submit_path(), &selected).await;
    let review = bulk(&console, answer.location()).await;
    let confirmation = review.confirmation.clone().expect("asked for");
    let refused = console
        .post("/changes/bulk/start", &[("bulk", &review.id), ("confirmation", "yes")])
        .await;
    assert!(refused.location().contains("problem"));
    let fields = [("bulk", review.id.as_str()), ("confirmation", &confirmation.text)];
    console.post("/changes/bulk/start", &fields).await;
    let done = until_it_waits(&console, &review.id).await;
    assert_eq!(done.counts, [(RowState::Made, 2)], "{:?}", done.rows);
    assert_eq!(console.calls_of("DeleteUser").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_does_not_delete_and_a_role_that_is_lost_stops_it() {
    let mut console = Console::open().await;
    let users = users(&console, 3);
    let review = reviewed(&console, &users, &[("tag_key", "a"), ("tag_value", "b")]).await;
    console.sign_in(Role::Viewer).await;
    let answer = console.post("/changes/bulk/start", &[("bulk", &review.id)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    console.sign_in(Role::Operator).await;
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(Action::BulkDeleteUsers.submit_path(), &selected).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // Somebody else's review is theirs to begin.
    console.post("/changes/bulk/start", &[("bulk", &review.id)]).await;
    assert_eq!(console.calls_of("TagResource").await, 0);
}
