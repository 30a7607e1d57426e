//! The process ends in the middle: what is done stays done, nothing is made twice, and somebody has to say that it goes on.

use super::{TAGS, assert_all_made_once, few, press, reviewed, until, until_it_waits, users};
use crate::changes::{
    console::Console,
    front::{Call, DESCRIBE_USER, TAG_RESOURCE},
};
use app::model::{
    access::Role,
    change::bulk::{Bulk, BulkState, RowState},
};
use futures::future::join;
use serde_json::json;

/// The second of three rows is under way when the process is killed: `calls` are held back one after the other, and the process ends
/// at the last of them. What becomes of that is the test's: nobody learns of it. Returns the next Frontdesk, and what it finds.
async fn killed_at(calls: &[Call], befalls: impl AsyncFnOnce(&Console)) -> (Console, Bulk) {
    let console = few(Role::Admin).await;
    let review = reviewed(&console, &users(&console, 3), &TAGS).await;
    let mut last = console.front.hold(TAG_RESOURCE);
    press(&console, "start", &review).await;
    last.arrived().await;
    for call in calls {
        let mut next = console.front.hold(*call);
        last.let_through();
        next.arrived().await;
        last = next;
    }
    let database = console.database().await;
    befalls(&console).await;
    // What is left of the process does no harm: its database is nobody's any more.
    press(&console, "stop", &review).await;
    last.let_through();
    until_it_waits(&console, &review.id).await;
    console.no_faults().await;
    let console = console.restarted_in(database).await;
    let found = until(&console, &review.id, |bulk| bulk.state != BulkState::Running).await;
    assert_eq!(found.state, BulkState::Paused);
    assert_eq!(found.why.as_deref(), Some("Frontdesk was restarted."));
    assert_eq!(found.count(&[RowState::Made]), 1);
    (console, found)
}

/// Nothing comes of whatever else is called.
async fn refuse(console: &Console) {
    console
        .fault(json!({"operation": "TagResource", "kind": "ACCESS_DENIED"}))
        .await;
}

async fn go_on(console: &Console, found: &Bulk) -> Bulk {
    press(console, "start", found).await;
    until(console, &found.id, |bulk| bulk.state != BulkState::Running).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_made_without_anybody_learning_of_it_is_found_made() {
    let (console, found) = killed_at(&[TAG_RESOURCE], async |_| {}).await;
    let done = go_on(&console, &found).await;
    assert_all_made_once(&console, &done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_not_made_is_told_so_and_can_be_made() {
    let (console, found) = killed_at(&[TAG_RESOURCE], refuse).await;
    let done = go_on(&console, &found).await;
    assert_eq!(done.state, BulkState::Done);
    assert_eq!(done.counts, [(RowState::Made, 2), (RowState::NotMade, 1)]);
    let row = done.rows.iter().find(|row| row.state == RowState::NotMade);
    let change = row.and_then(|row| row.change.as_deref()).expect("a record");
    let answer = console.post("/changes/retry", &[("change", change)]).await;
    let again = console.review_at(answer.location()).await;
    Console::assert_made(&console.record_of(&console.make(&again, &[]).await).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_which_nothing_was_begun_has_its_turn_again() {
    // The first row is read again after its call, the second before.
    let (console, found) = killed_at(&[DESCRIBE_USER, DESCRIBE_USER], refuse).await;
    assert_eq!(
        found.counts,
        [(RowState::Waiting, 1), (RowState::Making, 1), (RowState::Made, 1)]
    );
    let done = go_on(&console, &found).await;
    assert_eq!(done.counts, [(RowState::Made, 3)], "{:?}", done.rows);
    // One of them was refused to the process that is no more.
    assert_eq!(console.calls_of("TagResource").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_ends_the_process_waits_for_the_row_that_is_under_way() {
    let console = few(Role::Admin).await;
    let review = reviewed(&console, &users(&console, 3), &TAGS).await;
    let mut held = console.front.hold(TAG_RESOURCE);
    press(&console, "start", &review).await;
    held.arrived().await;
    let (console, ()) = join(console.restarted(), async { held.let_through() }).await;
    let found = until(&console, &review.id, |bulk| bulk.state != BulkState::Running).await;
    assert_eq!(found.state, BulkState::Paused);
    assert_eq!(found.counts, [(RowState::Waiting, 2), (RowState::Made, 1)]);
    assert_all_made_once(&console, &go_on(&console, &found).await).await;
}
