//! A database that does not keep what it should.

use super::{Console, EDIT, FIELDS, WITH_TOKEN, WITHOUT_TOKEN, address, assert_agreed, outcomes};
use crate::triggers::{refuse, stop_refusing};
use app::model::change::Outcome;
use http::StatusCode;

/// Makes the database refuse new entries of the audit log for which `when` is true.
async fn refuse_entries(console: &Console, when: &str) {
    refuse(&console.desk.pools, "INSERT", "audit", when).await;
}

async fn take_entries(console: &Console) {
    stop_refusing(&console.desk.pools, "audit").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_written_down_is_not_called() {
    let console = Console::open().await;
    let review = console.reviewed(EDIT, &address(&console), &FIELDS).await;
    refuse_entries(&console, "true").await;
    let answer = console.make(&review, &[]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        (
            console.calls_of(WITH_TOKEN).await,
            console.calls_of(WITHOUT_TOKEN).await
        ),
        (0, 0)
    );
    take_entries(&console).await;
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_call_s_outcome_can_not_be_written_down_no_more_are_made() {
    let console = Console::open().await;
    let review = console.reviewed(EDIT, &address(&console), &FIELDS).await;
    refuse_entries(&console, "NEW.body NOT LIKE '%\"event\":\"intent\"%'").await;
    let answer = console.make(&review, &[]).await;
    assert_eq!(
        (
            console.calls_of(WITH_TOKEN).await,
            console.calls_of(WITHOUT_TOKEN).await
        ),
        (1, 0)
    );
    let record = console.record_of(&answer).await;
    assert_eq!(record.outcome, Outcome::Open);
    take_entries(&console).await;
    console.desk.changes().settle().await;
    let record = console.record(&record.id).await;
    assert_eq!(
        (outcomes(&record), record.outcome),
        (vec![Outcome::Made, Outcome::NotMade], Outcome::InPart)
    );
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_that_no_database_keeps_is_refused() {
    let console = Console::open().await;
    for path in [
        "/audit/a%00b",
        "/audit?q=name:%00",
        "/changes/review/%00",
        "/users?q=%00",
    ] {
        assert_eq!(console.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let subject = address(&console);
    let answer = console.submit(EDIT, &subject, &[("display_name", "a\0b")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}
