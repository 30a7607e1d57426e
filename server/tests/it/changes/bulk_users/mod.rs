//! The same change of several users.

mod pause;
mod restart;
mod results;
mod selection;
mod standing;

use super::console::{Answer, Console};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{
            Action, Subject,
            bulk::{Bulk, BulkRow, BulkState, RowState},
        },
        instance::Instance,
        snapshot::Snapshot,
    },
};
use http::StatusCode;
use sandbox::{Rates, Sandbox, Seed};

const EDIT: Action = Action::BulkEditUsers;

/// One call for each user: nobody has this one.
pub(super) const TAGS: [(&str, &str); 2] = [("tag_key", "rota"), ("tag_value", "early")];

/// In front of an AWS with few users, which are soon read.
async fn few(role: Role) -> Console {
    let seed = Seed {
        users: Some(8),
        ..Seed::default()
    };
    Console::on(Sandbox::new(seed, Rates::Off), role).await
}

/// Users of an instance, as a list sends them.
fn users_of(console: &Console, alias: &str, count: usize) -> Vec<String> {
    let snapshot = console.desk.snapshot();
    let instance = instance(&snapshot, alias);
    let here = snapshot.users.values().filter(|user| user.instance == instance.id);
    let users: Vec<_> = here
        .take(count)
        .map(|user| format!("{}/{}", user.instance, user.id))
        .collect();
    assert_eq!(users.len(), count);
    users
}

/// Users of the instance in which Amazon Connect keeps them.
pub(super) fn users(console: &Console, count: usize) -> Vec<String> {
    users_of(console, "support-us", count)
}

fn instance<'a>(snapshot: &'a Snapshot, alias: &str) -> &'a Instance {
    let found = snapshot.instances.values().find(|instance| instance.alias == alias);
    found.expect("an instance")
}

/// The bulk change at a path that a form or a button led to.
pub(super) async fn bulk(console: &Console, location: &str) -> Bulk {
    let id = location.strip_prefix("/changes/bulk/").expect("a bulk change");
    let answer = console.get(&format!("/api/bulk?id={id}&page=1")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let found: Option<Bulk> = serde_json::from_str(&answer.body).expect("a bulk change");
    found.expect("a bulk change")
}

/// Selects `users`, and sends the form that comes.
pub(super) async fn reviewed(console: &Console, users: &[String], fields: &[(&str, &str)]) -> Bulk {
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(EDIT.submit_path(), &selected).await;
    assert!(
        answer.location().starts_with("/changes/bulk-edit-users?parent="),
        "{answer:?}"
    );
    let instance = users[0].split_once('/').expect("an instance").0;
    let answer = console.submit(EDIT, &Subject::new(instance, ""), fields).await;
    bulk(console, answer.location()).await
}

/// Presses one of its buttons: `start`, which also says “Go on”, `pause` or `stop`.
pub(super) async fn press(console: &Console, button: &str, bulk: &Bulk) -> Answer {
    let answer = console
        .post(&format!("/changes/bulk/{button}"), &[("bulk", &bulk.id)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer
}

/// Waits until it is as `test` says.
pub(super) async fn until(console: &Console, id: &str, test: impl Fn(&Bulk) -> bool) -> Bulk {
    let mut versions = console.desk.versions();
    loop {
        versions.borrow_and_update();
        let bulk = bulk(console, &format!("/changes/bulk/{id}")).await;
        if test(&bulk) {
            return bulk;
        }
        versions.changed().await.expect("the inventory lives");
    }
}

/// Waits until it no longer runs.
pub(super) async fn until_it_waits(console: &Console, id: &str) -> Bulk {
    until(console, id, |bulk| {
        bulk.state != BulkState::Running && bulk.count(&[RowState::Making]) == 0
    })
    .await
}

/// In whose name a row was made.
async fn actor(console: &Console, row: &BulkRow) -> String {
    let record = console.record(row.change.as_deref().expect("a record")).await;
    record.actor.name
}

/// Asserts that each user has the tag, set by one call, and a record that says so.
pub(super) async fn assert_all_made_once(console: &Console, bulk: &Bulk) {
    assert_eq!(bulk.state, BulkState::Done, "{:?}", bulk.why);
    assert_eq!(bulk.count(&[RowState::Made]), bulk.total(), "{:?}", bulk.rows);
    let snapshot = console.desk.snapshot();
    for row in &bulk.rows {
        let key = (row.subject.parent.clone(), row.subject.id.clone());
        assert_eq!(snapshot.users[&key].tags["rota"], "early");
        Console::assert_made(&console.record(row.change.as_deref().expect("a record")).await);
    }
    let calls = u32::try_from(console.calls_of("TagResource").await).expect("a number");
    assert_eq!(calls, bulk.total(), "nothing is made twice");
}
