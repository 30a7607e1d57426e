//! Pausing, going on, and giving up, while a row is under way.

use super::{TAGS, actor, assert_all_made_once, few, press, reviewed, until, until_it_waits, users};
use crate::changes::{
    console::Console,
    front::{Held, TAG_RESOURCE},
};
use app::model::{
    access::Role,
    change::bulk::{Bulk, BulkState, RowState},
};

/// A bulk change whose first row waits for AWS's answer, and what lets that come.
async fn under_way(console: &Console) -> (Bulk, Held) {
    let review = reviewed(console, &users(console, 4), &TAGS).await;
    let mut held = console.front.hold(TAG_RESOURCE);
    press(console, "start", &review).await;
    held.arrived().await;
    let running = until(console, &review.id, |bulk| bulk.count(&[RowState::Making]) == 1).await;
    assert_eq!(running.state, BulkState::Running);
    (running, held)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_row_that_is_under_way_ends_and_no_other_begins_before_somebody_goes_on() {
    let console = few(Role::Admin).await;
    let (bulk, held) = under_way(&console).await;
    let colleague = console.beside(Role::Operator).await;
    press(&colleague, "pause", &bulk).await;
    held.let_through();
    let paused = until_it_waits(&console, &bulk.id).await;
    assert_eq!(paused.state, BulkState::Paused);
    assert_eq!(paused.why.as_deref(), Some("Demo operator paused it."));
    assert_eq!(paused.counts, [(RowState::Waiting, 3), (RowState::Made, 1)]);
    let page = console.page(&format!("/changes/bulk/{}", bulk.id)).await;
    assert!(
        page.contains("Go on") && page.contains("Of 4: 3 waiting, 1 made."),
        "{page}"
    );
    // Whoever goes on is who makes the rest; the row before was made in another name.
    press(&colleague, "start", &paused).await;
    let done = until_it_waits(&console, &bulk.id).await;
    assert_all_made_once(&console, &done).await;
    let mut actors = Vec::new();
    for row in &done.rows {
        actors.push(actor(&console, row).await);
    }
    assert_eq!(
        actors,
        ["Demo admin", "Demo operator", "Demo operator", "Demo operator"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_goes_on_at_once_finds_the_row_under_way_and_makes_nothing_twice() {
    let console = few(Role::Admin).await;
    let (bulk, held) = under_way(&console).await;
    press(&console, "pause", &bulk).await;
    press(&console, "start", &bulk).await;
    held.let_through();
    let done = until(&console, &bulk.id, |bulk| bulk.state == BulkState::Done).await;
    assert_all_made_once(&console, &done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_up_stays_given_up() {
    let console = few(Role::Admin).await;
    let (bulk, held) = under_way(&console).await;
    press(&console, "stop", &bulk).await;
    held.let_through();
    let stopped = until_it_waits(&console, &bulk.id).await;
    assert_eq!(stopped.state, BulkState::Stopped);
    assert_eq!(stopped.why.as_deref(), Some("Demo admin stopped it."));
    assert_eq!(stopped.counts, [(RowState::Waiting, 3), (RowState::Made, 1)]);
    let answer = press(&console, "start", &bulk).await;
    assert!(answer.location().contains("problem"), "{}", answer.location());
    press(&console, "pause", &bulk).await;
    let still = until_it_waits(&console, &bulk.id).await;
    assert_eq!((still.state, still.counts), (BulkState::Stopped, stopped.counts));
    // Whatever else was begun has ended by now.
    let console = console.restarted().await;
    assert_eq!(console.calls_of("TagResource").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_can_be_given_up_too() {
    let console = few(Role::Admin).await;
    let review = reviewed(&console, &users(&console, 2), &TAGS).await;
    press(&console, "stop", &review).await;
    let answer = press(&console, "start", &review).await;
    assert!(answer.location().contains("problem"), "{}", answer.location());
    assert_eq!(console.calls_of("TagResource").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_begin_it_once() {
    let console = few(Role::Admin).await;
    let review = reviewed(&console, &users(&console, 3), &TAGS).await;
    let click = || press(&console, "start", &review);
    futures::future::join(click(), click()).await;
    let done = until(&console, &review.id, |bulk| bulk.state == BulkState::Done).await;
    assert_all_made_once(&console, &done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_only_watches() {
    let console = few(Role::Admin).await;
    let (bulk, held) = under_way(&console).await;
    let viewer = console.beside(Role::Viewer).await;
    for button in ["pause", "stop", "start"] {
        let path = format!("/changes/bulk/{button}");
        let answer = viewer.post(&path, &[("bulk", &bulk.id)]).await;
        assert_eq!(answer.status, http::StatusCode::FORBIDDEN, "{button}");
    }
    let page = viewer.page(&format!("/changes/bulk/{}", bulk.id)).await;
    assert!(page.contains("Needs the operator role."), "{page}");
    held.let_through();
    let done = until_it_waits(&console, &bulk.id).await;
    assert_all_made_once(&console, &done).await;
}
