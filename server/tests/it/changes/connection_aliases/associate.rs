//! The directory that an alias leads to.

use super::{ASSOCIATED, BORROWED, EU, FREE, LENT, US, alias, directory, later, of, open, page, subject};
use crate::changes::{console::Console, front::Call, state::assert_agreed};
use app::model::{
    change::{Action, FieldError, Outcome, ReviewAnswer, Undo},
    connection_alias::AliasState,
};
use serde_json::json;
use server::aws::write::workspaces::{AssociateConnectionAlias, DeleteConnectionAlias, DisassociateConnectionAlias};

const ASSOCIATE: Action = Action::AssociateConnectionAlias;
const DISASSOCIATE: Action = Action::DisassociateConnectionAlias;

fn state(console: &Console, region: &str, connection_string: &str) -> AliasState {
    alias(console, region, connection_string).alias_state()
}

#[tokio::test(flavor = "multi_thread")]
async fn is_associated_and_then_disassociated_again() {
    let console = open().await;
    let (subject, lab) = (subject(&console, US, FREE), directory(&console, US, "Lab"));
    let review = console.reviewed(ASSOCIATE, &subject, &[("directory", &lab)]).await;
    let pictures = review.pictures.as_ref().expect("pictures");
    assert!(pictures.before[0].to.is_none() && pictures.after[0].to.is_some());
    assert!(
        review
            .warnings
            .join("\n")
            .contains("once the TXT record at lab.example.com holds")
    );
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    assert_eq!(state(&console, US, FREE), AliasState::Associating);
    assert_agreed(&console).await;

    // It can't be undone while AWS is at work.
    let answer = console.post("/changes/undo", &[("change", &record.id)]).await;
    let draft = answer.location().trim_start_matches("/changes/review/").to_owned();
    match console.review(&draft).await {
        ReviewAnswer::Impossible(why) => assert!(why.contains("AWS is associating it"), "{why}"),
        other => panic!("not yet: {other:?}"),
    }
    later(&console, 21, |console| {
        state(console, US, FREE) == AliasState::Associated
    })
    .await;
    let identifier = alias(&console, US, FREE).associations[0].connection_identifier.clone();
    let record_set = format!("lab.example.com. 300 IN TXT \"{}\"", identifier.expect("an identifier"));
    let shown = page(&console, FREE).await;
    assert!(shown.contains(&record_set), "{record_set} in {shown}");

    assert_eq!(record.undo, Undo::By(DISASSOCIATE));
    let undone = console.undo(&record).await;
    Console::assert_made(&undone);
    assert_eq!(state(&console, US, FREE), AliasState::Disassociating);
    later(&console, 21, |console| {
        state(console, US, FREE) == AliasState::NotAssociated
    })
    .await;
    assert_agreed(&console).await;
    // And where it led before.
    assert_eq!(undone.undo, Undo::By(ASSOCIATE));
    Console::assert_made(&console.undo(&undone).await);
    assert_eq!(
        alias(&console, US, FREE).associations[0].directory.as_deref(),
        Some(lab.as_str())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_account_shares_is_associated_and_disassociated() {
    let console = open().await;
    let (theirs, lab) = (subject(&console, US, BORROWED), directory(&console, US, "Lab"));
    Console::assert_made(&console.change(ASSOCIATE, &theirs, &[("directory", &lab)]).await);
    assert_eq!(state(&console, US, BORROWED), AliasState::Associating);
    let theirs = subject(&console, EU, BORROWED);
    Console::assert_made(&console.change(DISASSOCIATE, &theirs, &[]).await);
    assert_eq!(state(&console, EU, BORROWED), AliasState::Disassociating);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_done_says_what_to_do_first() {
    let console = open().await;
    let impossible =
        async |action, region, string| console.impossible(action, &subject(&console, region, string)).await;
    let why = impossible(ASSOCIATE, US, ASSOCIATED).await;
    assert!(
        why.starts_with("It is associated with Everybody (d-") && why.ends_with("Disassociate it first."),
        "{why}"
    );
    let why = impossible(DISASSOCIATE, US, FREE).await;
    assert_eq!(why, "It is associated with no directory.");
    let why = impossible(DISASSOCIATE, US, LENT).await;
    assert!(
        why.contains("account 444455556666: only that account can disassociate it"),
        "{why}"
    );
    let why = impossible(ASSOCIATE, US, "new.example.com").await;
    assert!(why.contains("AWS is still creating it"), "{why}");
    let why = impossible(ASSOCIATE, US, "retired.example.com").await;
    assert_eq!(why, "AWS is deleting it.");

    let free = subject(&console, US, FREE);
    for (directory, said) in [
        ("", "Choose a directory."),
        ("d-0000000000", "There is no such directory in us-east-1 any more."),
        (
            &directory(&console, US, "Everybody"),
            "because desktop.example.com leads to it",
        ),
        (
            &directory(&console, EU, "Standby"),
            "There is no such directory in us-east-1 any more.",
        ),
    ] {
        let answer = console.submit(ASSOCIATE, &free, &[("directory", directory)]).await;
        let shown = console.sent_back(&answer).await;
        assert!(shown.contains(said), "{said} in {shown}");
    }
    assert_eq!(console.calls_of("AssociateConnectionAlias").await, 0);
}

/// What AWS says when `meanwhile` comes before `FREE` is associated with the laboratory.
async fn overtaken(meanwhile: impl AsyncFnOnce(&Console)) -> FieldError {
    let console = open().await;
    let (free, lab) = (subject(&console, US, FREE), directory(&console, US, "Lab"));
    let review = console.reviewed(ASSOCIATE, &free, &[("directory", &lab)]).await;
    let call = Call::Target("AssociateConnectionAlias");
    let answer = console
        .make_while(&review, call, async || meanwhile(&console).await)
        .await;
    let error = console.refused_at(&answer, ASSOCIATE, &free).await;
    assert_eq!(error.field, "directory");
    error
}

fn assert_said(error: &FieldError, message: &str, original: &str) {
    assert!(error.message.contains(message), "{error:?}");
    assert!(
        error.original.as_deref().is_some_and(|said| said.contains(original)),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_was_taken_meanwhile_is_told() {
    let error = overtaken(async |console| {
        let call = AssociateConnectionAlias {
            alias_id: subject(console, US, BORROWED).id,
            resource_id: directory(console, US, "Lab"),
        };
        console.elsewhere(US, call).await;
    })
    .await;
    assert_said(
        &error,
        "The directory has an alias already",
        "ResourceAssociatedException: The directory d-",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_aws_deletes_meanwhile_is_told() {
    let error = overtaken(async |console| {
        let alias_id = subject(console, US, FREE).id;
        console.elsewhere(US, DeleteConnectionAlias { alias_id }).await;
    })
    .await;
    assert_said(
        &error,
        "AWS is at work on the alias",
        "InvalidResourceStateException: The state of wsca-",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_is_gone_meanwhile_is_told() {
    let error = overtaken(async |console| {
        let alias_id = subject(console, US, FREE).id;
        console.elsewhere(US, DeleteConnectionAlias { alias_id }).await;
        console.pass_in_aws(11).await;
    })
    .await;
    assert_said(
        &error,
        "does not find this connection alias any more",
        "ResourceNotFoundException: ",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_aws_no_longer_takes_is_told() {
    let console = open().await;
    let (free, lab) = (subject(&console, US, FREE), directory(&console, US, "Lab"));
    for (code, original, said) in [
        (
            "InvalidResourceStateException",
            "The state of d-1 is not REGISTERED",
            "is not registered with WorkSpaces any more",
        ),
        (
            "ResourceNotFoundException",
            "The resource could not be found: d-1",
            "does not find this directory any more",
        ),
        (
            "AccessDeniedException",
            "The account may not associate the alias",
            "owner does not let this account associate it",
        ),
    ] {
        console
            .front
            .refuse(Call::Target("AssociateConnectionAlias"), code, original);
        let review = console.reviewed(ASSOCIATE, &free, &[("directory", &lab)]).await;
        let error = console
            .refused_at(&console.make(&review, &[]).await, ASSOCIATE, &free)
            .await;
        assert_eq!(error.field, "directory");
        assert_said(&error, said, original);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_iam_forbids_is_nobody_s_directory_s_fault() {
    let console = open().await;
    let (free, lab) = (subject(&console, US, FREE), directory(&console, US, "Lab"));
    for (action, about, fields) in [
        (ASSOCIATE, free, vec![("directory", lab.as_str())]),
        (DISASSOCIATE, subject(&console, US, ASSOCIATED), Vec::new()),
    ] {
        let review = console.reviewed(action, &about, &fields).await;
        let operation = &review.calls[0].operation;
        console
            .fault(json!({ "operation": operation, "kind": "ACCESS_DENIED" }))
            .await;
        let answer = console.make(&review, &[]).await;
        let record = console.record_of(&answer).await;
        assert_eq!(record.outcome, Outcome::NotMade);
        assert_eq!(console.form_page(action, &about).await.errors, []);
        let shown = console.page(answer.location()).await;
        let allowed = format!("workspaces:{operation}");
        assert!(
            shown.contains(&allowed) && shown.contains("Try again what failed"),
            "{shown}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_leads_nowhere_any_more_is_told() {
    let console = open().await;
    let about = subject(&console, US, ASSOCIATED);
    let review = console.reviewed(DISASSOCIATE, &about, &[]).await;
    let answer = console
        .make_while(&review, Call::Target("DisassociateConnectionAlias"), async || {
            let alias_id = about.id.clone();
            console.elsewhere(US, DisassociateConnectionAlias { alias_id }).await;
            console.pass_in_aws(21).await;
        })
        .await;
    let error = console.refused_at(&answer, DISASSOCIATE, &about).await;
    assert_eq!(error.field, "directory");
    assert_said(
        &error,
        "It is not associated any more",
        "InvalidResourceStateException: ",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_another_account_s_directory_is_meanwhile_is_told() {
    let console = open().await;
    let about = subject(&console, EU, LENT);
    let free = directory(&console, EU, "Standby");
    let review = console.reviewed(ASSOCIATE, &about, &[("directory", &free)]).await;
    let theirs = console
        .other_account(EU, "DescribeWorkspaceDirectories", json!({}))
        .await;
    let theirs = theirs["Directories"][0]["DirectoryId"].as_str().expect("a directory");
    let answer = console
        .make_while(&review, Call::Target("AssociateConnectionAlias"), async || {
            let mut input = of(&about);
            input["ResourceId"] = theirs.into();
            console.other_account(EU, "AssociateConnectionAlias", input).await;
            console.pass_in_aws(21).await;
        })
        .await;
    let error = console.refused_at(&answer, ASSOCIATE, &about).await;
    assert_said(&error, "or the alias a directory", "ResourceAssociatedException: ");
}
