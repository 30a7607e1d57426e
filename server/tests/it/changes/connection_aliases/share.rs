//! The one other account that has an alias too.

use super::{BORROWED, EU, FREE, LENT, US, alias, later, of, open, page, subject};
use crate::changes::{console::Console, front::Call, state::assert_agreed};
use app::model::{
    change::{Action, FieldError, Subject, Undo},
    connection_alias::AliasState,
};
use serde_json::json;
use server::aws::write::workspaces::{
    ConnectionAliasPermission, DeleteConnectionAlias, UpdateConnectionAliasPermission,
};

const SHARE: Action = Action::ShareConnectionAlias;
const UNSHARE: Action = Action::UnshareConnectionAlias;
const OTHER: &str = sandbox::OTHER_ACCOUNT_ID;
const UPDATE: Call = Call::Target("UpdateConnectionAliasPermission");

fn accounts(console: &Console, region: &str, connection_string: &str) -> Vec<String> {
    let permissions = alias(console, region, connection_string).permissions.clone();
    permissions
        .expect("read")
        .into_iter()
        .map(|permission| permission.account)
        .collect()
}

fn permission(subject: &Subject, account: &str, allow_association: bool) -> UpdateConnectionAliasPermission {
    UpdateConnectionAliasPermission {
        alias_id: subject.id.clone(),
        connection_alias_permission: ConnectionAliasPermission {
            shared_account_id: account.to_owned(),
            allow_association,
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn is_shared_and_unshared_and_shared_again() {
    let console = open().await;
    let free = subject(&console, US, FREE);
    let review = console.reviewed(SHARE, &free, &[("account", " 4444-5555-6666 ")]).await;
    assert!(
        review
            .warnings
            .join("\n")
            .contains("Account 444455556666 sees the alias"),
        "{:?}",
        review.warnings
    );
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    assert_eq!(accounts(&console, US, FREE), [OTHER]);
    assert!(page(&console, FREE).await.contains(OTHER));
    let seen = console.other_account(US, "DescribeConnectionAliases", json!({})).await;
    assert!(seen.to_string().contains(&free.id), "{seen}");
    assert_agreed(&console).await;

    assert_eq!(record.undo, Undo::By(UNSHARE));
    let undone = console.undo(&record).await;
    Console::assert_made(&undone);
    assert_eq!(accounts(&console, US, FREE), [""; 0]);
    let seen = console.other_account(US, "DescribeConnectionAliases", json!({})).await;
    assert!(!seen.to_string().contains(&free.id), "{seen}");
    assert_agreed(&console).await;

    assert_eq!(undone.undo, Undo::By(SHARE));
    Console::assert_made(&console.undo(&undone).await);
    assert_eq!(accounts(&console, US, FREE), [OTHER]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_done_says_what_to_do_first() {
    let console = open().await;
    let free = subject(&console, US, FREE);
    for (account, said) in [
        ("", "Fill this in."),
        ("44445555666", "An AWS account’s id has 12 digits."),
        ("44445555666x", "An AWS account’s id has 12 digits."),
        (
            sandbox::ACCOUNT_ID,
            "This account owns the connection alias: choose another one.",
        ),
    ] {
        let answer = console.submit(SHARE, &free, &[("account", account)]).await;
        let shown = console.sent_back(&answer).await;
        assert!(shown.contains(said), "{said} in {shown}");
    }
    let impossible =
        async |action, region, string| console.impossible(action, &subject(&console, region, string)).await;
    let why = impossible(SHARE, US, LENT).await;
    assert!(
        why.contains("shared with account 444455556666") && why.ends_with("Stop sharing it first."),
        "{why}"
    );
    assert_eq!(impossible(UNSHARE, US, FREE).await, "It is shared with no account.");
    let why = impossible(UNSHARE, US, LENT).await;
    assert!(why.ends_with("That account has to disassociate it first."), "{why}");
    for action in [SHARE, UNSHARE] {
        let why = impossible(action, US, BORROWED).await;
        assert_eq!(why, "Only its owner can do this, account 444455556666.");
    }
    assert_eq!(console.calls_of("UpdateConnectionAliasPermission").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_other_account_disassociates_can_be_unshared() {
    let console = open().await;
    let lent = subject(&console, US, LENT);
    console
        .other_account(US, "DisassociateConnectionAlias", of(&lent))
        .await;
    later(&console, 21, |console| {
        alias(console, US, LENT).alias_state() == AliasState::NotAssociated
    })
    .await;
    Console::assert_made(&console.change(UNSHARE, &lent, &[]).await);
    assert_eq!(accounts(&console, US, LENT), [""; 0]);
}

/// What AWS says when `meanwhile` comes before an alias is shared or unshared.
async fn overtaken(
    action: Action,
    (region, connection_string): (&str, &str),
    fields: &[(&str, &str)],
    meanwhile: impl AsyncFnOnce(&Console, &Subject),
) -> FieldError {
    let console = open().await;
    let about = subject(&console, region, connection_string);
    let review = console.reviewed(action, &about, fields).await;
    let answer = console
        .make_while(&review, UPDATE, async || meanwhile(&console, &about).await)
        .await;
    let error = console.refused_at(&answer, action, &about).await;
    assert_eq!(error.field, "account");
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
async fn an_alias_that_was_shared_with_another_account_meanwhile_is_told() {
    let error = overtaken(SHARE, (US, FREE), &[("account", OTHER)], async |console, free| {
        console.elsewhere(US, permission(free, "777788889999", true)).await;
    })
    .await;
    assert_said(
        &error,
        "shared with another account already",
        "ResourceLimitExceededException: ",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_aws_deletes_meanwhile_is_told() {
    let error = overtaken(SHARE, (US, FREE), &[("account", OTHER)], async |console, free| {
        let alias_id = free.id.clone();
        console.elsewhere(US, DeleteConnectionAlias { alias_id }).await;
    })
    .await;
    assert_said(&error, "AWS is at work on the alias", "InvalidResourceStateException: ");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_aws_does_not_take_is_told() {
    let console = open().await;
    let free = subject(&console, US, FREE);
    let words = "There is no such account";
    console.front.refuse(UPDATE, "InvalidParameterValuesException", words);
    let review = console.reviewed(SHARE, &free, &[("account", OTHER)]).await;
    let error = console
        .refused_at(&console.make(&review, &[]).await, SHARE, &free)
        .await;
    assert_said(&error, "AWS does not take this account.", words);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_was_unshared_meanwhile_is_told() {
    let error = overtaken(UNSHARE, (EU, LENT), &[], async |console, lent| {
        console.elsewhere(EU, permission(lent, OTHER, false)).await;
    })
    .await;
    assert_said(
        &error,
        "It is not shared with this account any more.",
        "InvalidParameterValuesException: ",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_uses_the_alias_meanwhile_is_told() {
    let error = overtaken(UNSHARE, (EU, LENT), &[], async |console, lent| {
        let theirs = console
            .other_account(EU, "DescribeWorkspaceDirectories", json!({}))
            .await;
        let mut input = of(lent);
        input["ResourceId"] = theirs["Directories"][0]["DirectoryId"].clone();
        console.other_account(EU, "AssociateConnectionAlias", input).await;
        console.pass_in_aws(21).await;
    })
    .await;
    assert_said(
        &error,
        "which has to disassociate it first",
        "ResourceAssociatedException: ",
    );
}
