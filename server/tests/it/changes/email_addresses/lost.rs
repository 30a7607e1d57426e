//! Connections that are lost: what has a client token is sent again with the same one, and done once.

use super::{assert_apart, assert_together, subject};
use crate::changes::{console::Console, state::assert_agreed};
use app::model::change::{Action, Record};
use serde_json::json;

const PRIMARY: &str = "careers@support-us.email.connect.aws";
const ALIAS: &str = "feedback@example.org";

/// Makes a change whose `operation` loses its connection once: with another token, AWS would refuse the second call, because what
/// the first one asked for is done.
async fn lost_once(console: &Console, operation: &str, kind: &str, change: impl AsyncFnOnce() -> Record) -> Record {
    let before = console.calls_of(operation).await;
    console
        .fault(json!({"operation": operation, "kind": kind, "times": 1}))
        .await;
    let record = change().await;
    Console::assert_made(&record);
    let call = record
        .calls
        .iter()
        .find(|call| call.operation == operation)
        .expect("the call");
    assert!(call.client_token.is_some());
    assert_eq!(call.outcome.message, None, "it was answered in the end");
    assert_eq!(console.calls_of(operation).await, before + 2);
    record
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_is_associated_and_disassociated_once() {
    let console = Console::open().await;
    let alias = subject(&console, ALIAS).id;
    for kind in ["RESET_AFTER", "RESET_BEFORE"] {
        let record = lost_once(&console, "AssociateEmailAddressAlias", kind, async || {
            let action = Action::AssociateEmailAddressAlias;
            console
                .change(action, &subject(&console, PRIMARY), &[("alias", &alias)])
                .await
        })
        .await;
        assert_together(&console, PRIMARY, ALIAS).await;
        lost_once(&console, "DisassociateEmailAddressAlias", kind, async || {
            console.undo(&record).await
        })
        .await;
        assert_apart(&console, &[PRIMARY, ALIAS]).await;
    }
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_read_after_a_change_is_read_as_soon_as_it_can() {
    let console = Console::open().await;
    let subject = subject(&console, PRIMARY);
    let fields = [("display_name", "Careers, at last")];
    let review = console.reviewed(Action::EditEmailAddress, &subject, &fields).await;
    // The first one is read before the call.
    let refused = json!({"operation": "DescribeEmailAddress", "kind": "ACCESS_DENIED", "every": 2});
    console.fault(refused).await;
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    console.no_faults().await;
    console.desk.changes().settle().await;
    assert!(super::page(&console, PRIMARY).await.contains("Careers, at last"));
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_created_has_its_id_in_the_log_also_when_it_can_not_be_read() {
    let console = Console::open().await;
    let instance = super::instance_of(&console, PRIMARY);
    console
        .fault(json!({"operation": "DescribeEmailAddress", "kind": "ACCESS_DENIED"}))
        .await;
    let fields = [("local_part", "unread"), ("domain", "support-us.email.connect.aws")];
    let record = console.change(Action::CreateEmailAddress, &instance, &fields).await;
    Console::assert_made(&record);
    assert_ne!(record.resource.subject.id, "");
    console.no_faults().await;
    console.desk.changes().settle().await;
    Console::assert_made(&console.undo(&record).await);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_edited_and_an_address_is_created_once() {
    let console = Console::open().await;
    for (number, kind) in ["RESET_AFTER", "RESET_BEFORE"].into_iter().enumerate() {
        let name = format!("Careers {number}");
        lost_once(&console, "UpdateEmailAddressMetadata", kind, async || {
            let fields = [("display_name", name.as_str())];
            console
                .change(Action::EditEmailAddress, &subject(&console, PRIMARY), &fields)
                .await
        })
        .await;
        let local_part = format!("careers{number}");
        lost_once(&console, "CreateEmailAddress", kind, async || {
            let fields = [
                ("local_part", local_part.as_str()),
                ("domain", "support-us.email.connect.aws"),
            ];
            let instance = super::instance_of(&console, PRIMARY);
            console.change(Action::CreateEmailAddress, &instance, &fields).await
        })
        .await;
    }
    assert_agreed(&console).await;
}
