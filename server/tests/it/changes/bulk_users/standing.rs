//! In whose name it goes on: a session whose role is looked at for each row.

use super::{TAGS, assert_all_made_once, few, press, reviewed, until, until_it_waits, users};
use crate::changes::{
    console::Console,
    front::{Held, TAG_RESOURCE},
};
use app::model::{
    access::Role,
    change::bulk::{Bulk, BulkState, RowState},
};
use http::StatusCode;

/// A bulk change of an operator's, whose first row waits for AWS's answer.
async fn under_way(console: &Console) -> (Bulk, Held) {
    let review = reviewed(console, &users(console, 3), &TAGS).await;
    let mut held = console.front.hold(TAG_RESOURCE);
    press(console, "start", &review).await;
    held.arrived().await;
    (review, held)
}

async fn assert_paused(console: &Console, bulk: &Bulk, why: &str) -> Bulk {
    let paused = until_it_waits(console, &bulk.id).await;
    assert_eq!((paused.state, paused.why.as_deref()), (BulkState::Paused, Some(why)));
    assert_eq!(paused.counts, [(RowState::Waiting, 2), (RowState::Made, 1)]);
    paused
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_for_somebody_when_its_session_ends() {
    let console = few(Role::Operator).await;
    let colleague = console.beside(Role::Admin).await;
    let (bulk, held) = under_way(&console).await;
    let answer = console.post("/auth/sign-out", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    held.let_through();
    let why = "Whoever began it is no longer signed in. Somebody who may can go on.";
    let paused = assert_paused(&colleague, &bulk, why).await;
    let page = colleague.page(&format!("/changes/bulk/{}", bulk.id)).await;
    assert!(page.contains(why), "{page}");
    press(&colleague, "start", &paused).await;
    let done = until(&colleague, &bulk.id, |bulk| bulk.state == BulkState::Done).await;
    assert_eq!(done.actor, "Demo admin");
    assert_all_made_once(&colleague, &done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_for_somebody_when_its_person_loses_the_role() {
    let console = few(Role::Operator).await;
    let (bulk, held) = under_way(&console).await;
    console.become_all(Role::Viewer).await;
    held.let_through();
    let paused = assert_paused(&console, &bulk, "Needs the operator role.").await;
    let answer = console.post("/changes/bulk/start", &[("bulk", &bulk.id)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // What is recorded of a row is the role that it was made with.
    let made = paused
        .rows
        .iter()
        .find(|row| row.state == RowState::Made)
        .expect("a row");
    let record = console.record(made.change.as_deref().expect("a record")).await;
    assert_eq!(record.actor.role, Role::Operator);
    console.become_all(Role::Admin).await;
    press(&console, "start", &paused).await;
    let done = until(&console, &bulk.id, |bulk| bulk.state == BulkState::Done).await;
    assert_all_made_once(&console, &done).await;
    let last = done
        .rows
        .last()
        .and_then(|row| row.change.as_deref())
        .expect("a record");
    assert_eq!(console.record(last).await.actor.role, Role::Admin);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_begins_what_their_role_no_longer_allows() {
    let console = few(Role::Operator).await;
    let review = reviewed(&console, &users(&console, 2), &TAGS).await;
    console.become_all(Role::Viewer).await;
    let answer = console.post("/changes/bulk/start", &[("bulk", &review.id)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(console.calls_of("TagResource").await, 0);
}
