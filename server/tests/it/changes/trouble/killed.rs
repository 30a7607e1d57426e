//! A process that is killed between its calls: the next one finds out what is true.

use super::{Case, Console, WITH_TOKEN, assert_agreed, cases, first, make, operations, retry, review};
use crate::support::{NOW, aws};
use app::model::change::{Outcome, Record, ReviewAnswer};
use serde_json::json;
use server::audit::{Event, Intent};

/// A change of `case` as it stands in the audit log when the process was killed after `calls` of its calls, and before it wrote
/// what came of any; and the next process, which has looked.
async fn killed(case: &Case, calls: usize) -> (Console, Record) {
    let console = Console::open().await;
    let (_, review) = first(&console, case).await;
    // A change that AWS refuses leaves an intent like any other.
    for call in &review.calls {
        console
            .fault(json!({"operation": call.operation, "kind": "ACCESS_DENIED"}))
            .await;
    }
    let refused = console.record_of(&make(&console, &review).await).await;
    assert_eq!(refused.outcome, Outcome::NotMade);
    console.no_faults().await;
    let intent = intent(&console, &refused.id).await;
    let audit = console.desk.changes();
    let audit = audit.audit();
    let written = audit.append("killed", Event::Intent(Box::new(intent.clone()))).await;
    written.expect("an intent");
    let (aws, _) = aws(&console.aws, &sandbox::REGIONS, || NOW).await;
    for intended in intent.calls.iter().take(calls) {
        let writer = aws.writer(&intended.region).expect("a Region");
        let token = intended.client_token.clone().unwrap_or_default();
        writer.send(&intended.call, &token).await.expect("an answer");
    }
    let console = console.restarted().await;
    console.desk.changes().settle().await;
    let record = console.record("killed").await;
    (console, record)
}

async fn intent(console: &Console, change: &str) -> Intent {
    let (entries, _) = console.desk.changes().audit().entries(change).await.expect("entries");
    match &entries.first().expect("an intent").event {
        Event::Intent(intent) => Intent::clone(intent),
        other => panic!("an intent: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_killed_process_s_change_the_truth_is_told_and_made_again() {
    let case = cases::case("edit_email_address");
    let (console, record) = killed(case, 0).await;
    assert_eq!(record.outcome, Outcome::NotMade);
    let again = review(retry(&console, &record.id).await);
    Console::assert_made(&console.record_of(&make(&console, &again).await).await);
    assert!(matches!(
        retry(&console, &record.id).await,
        ReviewAnswer::Nothing { .. }
    ));
    assert_agreed(&console).await;

    let (console, record) = killed(case, 1).await;
    assert_eq!(record.outcome, Outcome::InPart);
    let again = review(retry(&console, &record.id).await);
    assert!(
        !operations(&again).contains(&WITH_TOKEN),
        "what is made is not made again"
    );
    Console::assert_made(&console.record_of(&make(&console, &again).await).await);
    assert_agreed(&console).await;

    let (console, record) = killed(case, usize::MAX).await;
    Console::assert_made(&record);
    assert!(matches!(
        retry(&console, &record.id).await,
        ReviewAnswer::Nothing { .. }
    ));
    assert_agreed(&console).await;
}

async fn what_was_created_is_found_and_what_was_not_is_created_once(name: &str) {
    let case = cases::case(name);
    let (console, record) = killed(case, 0).await;
    assert_eq!(record.outcome, Outcome::NotMade);
    let again = review(retry(&console, &record.id).await);
    let made = console.record_of(&make(&console, &again).await).await;
    Console::assert_made(&made);
    assert_agreed(&console).await;

    let (console, record) = killed(case, 1).await;
    Console::assert_made(&record);
    assert_ne!(record.resource.subject.id, "");
    // It is there already: the form says so, or AWS does.
    if let ReviewAnswer::Review(again) = retry(&console, &record.id).await {
        let refused = console.record_of(&make(&console, &again).await).await;
        assert_eq!(refused.outcome, Outcome::NotMade);
    }
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_a_killed_process_created_is_found() {
    what_was_created_is_found_and_what_was_not_is_created_once("create_saml_user").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_a_killed_process_created_is_found() {
    what_was_created_is_found_and_what_was_not_is_created_once("create_email_address").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_that_a_killed_process_created_is_found() {
    what_was_created_is_found_and_what_was_not_is_created_once("create_domain").await;
}
