//! What AWS has, to be compared.

use super::console::Console;
use crate::support::{folder, frontdesk, is_complete, until};
use app::{
    backend::Backend,
    model::snapshot::{Snapshot, Table},
};
use sandbox::{Rates, Sandbox, Seed};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use time::macros::datetime;

/// Every thing, by its kind, by what it belongs to and by its own id or name.
pub type State = BTreeMap<String, Value>;

/// A simulated AWS whose clock stands still: the same calls get the same answers, ids and times included. It has few
/// users, so that it is soon read.
pub fn stopped() -> Sandbox {
    let seed = Seed {
        users: Some(8),
        ..Seed::default()
    };
    Sandbox::stopped_at(seed, Rates::Off, datetime!(2026-11-18 12:00 UTC))
}

/// All that stands in a snapshot.
pub fn state(snapshot: &Snapshot) -> State {
    let mut state = State::new();
    add(&mut state, "user", &snapshot.users);
    add(&mut state, "e-mail address", &snapshot.email_addresses);
    add(&mut state, "identity", &snapshot.identities);
    add(&mut state, "connection alias", &snapshot.connection_aliases);
    add(&mut state, "directory", &snapshot.directories);
    for (id, instance) in snapshot.instances.iter() {
        let mut instance = serde_json::to_value(instance).expect("JSON");
        instance["names"].as_object_mut().expect("an object").remove("read_at");
        state.insert(format!("instance {id}"), instance);
    }
    for (region, ses) in &snapshot.ses {
        state.insert(format!("SES {region}"), serde_json::to_value(ses).expect("JSON"));
    }
    state
}

fn add<T: Serialize>(state: &mut State, kind: &str, table: &Table<T>) {
    for ((parent, id), item) in table.iter() {
        let mut item = serde_json::to_value(item.as_ref()).expect("JSON");
        // When Frontdesk read it is not AWS's, and when a user was modified is what a list says that may lag behind.
        for own in ["described_at", "first_seen", "last_modified"] {
            item.as_object_mut().expect("an object").remove(own);
        }
        state.insert(format!("{kind} {parent} {id}"), item);
    }
}

/// What a Frontdesk that knows nothing yet reads at `aws`.
pub async fn read(aws: &str) -> State {
    let folder = folder();
    let desk = frontdesk(&folder, aws).await;
    let snapshot = until(&desk, is_complete).await;
    desk.stop().await;
    state(&snapshot)
}

/// Asserts that two states are the same, and tells of those things only that are not.
pub fn assert_same(left: &State, right: &State, what: &str) {
    let all = left.keys().chain(right.keys());
    let differ = all.filter(|key| left.get(*key) != right.get(*key));
    let told: BTreeMap<_, _> = differ.map(|key| (key, (left.get(key), right.get(key)))).collect();
    assert!(told.is_empty(), "not the same: {what}\n{told:#?}");
}

/// Asserts that Frontdesk shows what AWS has, without being told to read all again.
pub async fn assert_agreed(console: &Console) {
    let aws = read(&console.aws).await;
    let shown = state(&console.desk.snapshot());
    assert_same(&aws, &shown, "what AWS has, and what Frontdesk shows");
}
