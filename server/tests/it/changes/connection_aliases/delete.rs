//! The end of an alias in one Region; its string stays reserved.

use super::{ASSOCIATED, BORROWED, EU, FREE, LENT, US, alias, directory, find, later, open, subject};
use crate::changes::{console::Console, front::Call, state::assert_agreed};
use app::model::{
    change::{Action, Outcome, Subject, Undo},
    connection_alias::AliasState,
};
use server::aws::write::workspaces::AssociateConnectionAlias;

const DELETE: Action = Action::DeleteConnectionAlias;

#[tokio::test(flavor = "multi_thread")]
async fn is_deleted_region_by_region_and_its_record_is_not_forgotten() {
    let console = open().await;
    let us = subject(&console, US, FREE);
    let review = console.reviewed(DELETE, &us, &[]).await;
    assert_eq!(review.confirmation.as_ref().expect("asked for").text, FREE);
    assert!(matches!(review.undo, Undo::Not(_)));
    let elsewhere = "See to it that the TXT record at lab.example.com does not lead to us-east-1 any more";
    let warnings = review.warnings.join("\n");
    assert!(
        warnings.contains(elsewhere) && warnings.contains("The string still stands in eu-west-2."),
        "{warnings}"
    );
    assert!(
        warnings.contains("stays reserved to this account, for ever"),
        "{warnings}"
    );
    let answer = console.make(&review, &[]).await;
    assert!(
        answer
            .location()
            .starts_with("/connection-aliases/lab.example.com?changed=")
    );
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    assert!(record.notes[0].contains(elsewhere), "{:?}", record.notes);
    let shown = console.page(&app::routes::record(&record.id)).await;
    assert!(shown.contains(elsewhere), "{shown}");
    assert_eq!(alias(&console, US, FREE).alias_state(), AliasState::Deleting);
    assert!(
        super::page(&console, FREE)
            .await
            .contains("Remove it: whoever takes over an abandoned name")
    );
    assert_agreed(&console).await;
    later(&console, 11, |console| find(console, US, FREE).is_none()).await;

    let eu = subject(&console, EU, FREE);
    let review = console.reviewed(DELETE, &eu, &[]).await;
    let reminder =
        "Remove the TXT record at lab.example.com when it is deleted: left behind, it can be used for phishing.";
    assert!(
        review.warnings.iter().any(|warning| warning == reminder),
        "{:?}",
        review.warnings
    );
    let file = console
        .page(&format!("/changes/review/{}/snapshot.json", review.draft))
        .await;
    assert!(file.contains("\"ConnectionString\": \"lab.example.com\""), "{file}");
    let answer = console.make(&review, &[]).await;
    assert!(
        answer.location().starts_with("/connection-aliases?changed="),
        "{}",
        answer.location()
    );
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    assert_eq!(record.notes, [reminder]);
    later(&console, 11, |console| find(console, EU, FREE).is_none()).await;
    // It is this account's for ever.
    let fields = [("connection_string", FREE), ("regions", EU)];
    Console::assert_made(
        &console
            .change(Action::CreateConnectionAlias, &Subject::default(), &fields)
            .await,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_string_is_typed_first() {
    let console = open().await;
    let review = console.reviewed(DELETE, &subject(&console, US, FREE), &[]).await;
    let fields = [
        ("draft", review.draft.as_str()),
        ("fingerprint", &review.fingerprint),
        ("confirmation", "lab"),
    ];
    let answer = console.post("/changes/make", &fields).await;
    assert!(
        answer.location().contains("problem=confirmation"),
        "{}",
        answer.location()
    );
    assert_eq!(console.calls_of("DeleteConnectionAlias").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_use_says_what_to_do_first_and_can_be_deleted_after_that() {
    let console = open().await;
    let impossible = async |region, string| console.impossible(DELETE, &subject(&console, region, string)).await;
    let why = impossible(US, ASSOCIATED).await;
    assert!(
        why.starts_with("It is associated with Everybody (d-") && why.ends_with("Disassociate it first."),
        "{why}"
    );
    let why = impossible(US, LENT).await;
    assert!(
        why.ends_with("of account 444455556666, which has to disassociate it first."),
        "{why}"
    );
    let why = impossible(EU, LENT).await;
    assert_eq!(why, "It is shared with account 444455556666. Stop sharing it first.");
    let why = impossible(US, BORROWED).await;
    assert_eq!(why, "Only its owner can do this, account 444455556666.");
    let why = impossible(US, "sales.example.com").await;
    assert!(why.contains("AWS is associating it with a directory."), "{why}");
    let shown = super::page(&console, ASSOCIATED).await;
    assert!(shown.contains("Disassociate it first."), "{shown}");

    let lent = subject(&console, EU, LENT);
    Console::assert_made(&console.change(Action::UnshareConnectionAlias, &lent, &[]).await);
    Console::assert_made(&console.change(DELETE, &lent, &[]).await);
    let desktop = subject(&console, US, ASSOCIATED);
    Console::assert_made(&console.change(Action::DisassociateConnectionAlias, &desktop, &[]).await);
    let settled = |console: &Console| alias(console, US, ASSOCIATED).alias_state() == AliasState::NotAssociated;
    later(&console, 21, settled).await;
    Console::assert_made(&console.change(DELETE, &desktop, &[]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_is_told_in_its_own_words() {
    let console = open().await;
    let free = subject(&console, US, FREE);
    let review = console.reviewed(DELETE, &free, &[]).await;
    let lab = directory(&console, US, "Lab");
    let answer = console
        .make_while(&review, Call::Target("DeleteConnectionAlias"), async || {
            let call = AssociateConnectionAlias {
                alias_id: free.id.clone(),
                resource_id: lab.clone(),
            };
            console.elsewhere(US, call).await;
            console.pass_in_aws(21).await;
        })
        .await;
    let record = console.record_of(&answer).await;
    assert_eq!(record.outcome, Outcome::NotMade);
    let shown = console.page(answer.location()).await;
    assert!(
        shown.contains("is associated with the directory") && shown.contains("ResourceAssociatedException"),
        "{shown}"
    );
}
