//! The end of addresses, and of the alias relations that go with them.

use super::{REGION, assert_apart, find, page, subject};
use crate::changes::{console::Console, state::assert_agreed};
use app::model::change::{Action, Outcome, ReviewAnswer, Undo};
use serde_json::{Value, json};
use server::aws::write::connect;

const DELETE: Action = Action::DeleteEmailAddress;
const PRIMARY: &str = "returns@shop.example.com";
const ALIAS: &str = "refunds@shop.example.com";
const ALONE: &str = "careers@support-us.email.connect.aws";

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_is_deleted_and_its_alias_keeps_its_own_mail() {
    let console = Console::open().await;
    let deleted = subject(&console, PRIMARY);
    let form = console.page(&app::routes::form(DELETE, &deleted)).await;
    assert!(
        form.contains(&format!("Mail to {ALIAS} is no longer forwarded to {PRIMARY}.")),
        "{form}"
    );
    let review = console.reviewed(DELETE, &deleted, &[]).await;
    let warnings = review.warnings.join("\n");
    assert!(
        warnings.contains(&format!("{ALIAS} is no longer its alias")),
        "{warnings}"
    );
    let gone = review
        .fields
        .iter()
        .find(|field| field.name == "Alias")
        .expect("a line");
    assert_eq!((gone.before.as_deref(), gone.after.as_deref()), (Some(ALIAS), None));
    assert!(matches!(review.undo, Undo::Not(_)));

    let file = console
        .page(&format!("/changes/review/{}/snapshot.json", review.draft))
        .await;
    let file: Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(file["EmailAddress"], PRIMARY);
    assert_eq!(file["AliasConfigurations"][0]["EmailAddress"], ALIAS);

    let answer = console.make(&review, &[]).await;
    assert!(
        answer.location().starts_with("/email-addresses?changed="),
        "{}",
        answer.location()
    );
    Console::assert_made(&console.record_of(&answer).await);
    assert_eq!(find(&console, PRIMARY), None);
    assert_apart(&console, &[ALIAS]).await;
    assert_agreed(&console).await;
    assert_eq!(console.review(&review.draft).await, ReviewAnswer::Gone);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_is_deleted_and_its_primary_has_none() {
    let console = Console::open().await;
    let deleted = subject(&console, ALIAS);
    let review = console.reviewed(DELETE, &deleted, &[]).await;
    let warnings = review.warnings.join("\n");
    assert!(
        warnings.contains(&format!("It is no longer the alias of {PRIMARY}")),
        "{warnings}"
    );
    Console::assert_made(&console.record_of(&console.make(&review, &[]).await).await);
    assert_apart(&console, &[PRIMARY]).await;
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_typed_first() {
    let console = Console::open().await;
    let deleted = subject(&console, ALONE);
    let review = console.reviewed(DELETE, &deleted, &[]).await;
    assert_eq!(review.confirmation.as_ref().expect("asked for").text, ALONE);
    for typed in ["", "careers", &ALONE.to_uppercase()] {
        let fields = [
            ("draft", review.draft.as_str()),
            ("fingerprint", &review.fingerprint),
            ("confirmation", typed),
        ];
        let answer = console.post("/changes/make", &fields).await;
        assert!(
            answer.location().contains("problem=confirmation"),
            "{typed}: {}",
            answer.location()
        );
    }
    assert_eq!(console.calls_of("DeleteEmailAddress").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_already_is_told() {
    let console = Console::open().await;
    let deleted = subject(&console, ALONE);
    let review = console.reviewed(DELETE, &deleted, &[]).await;
    let call = connect::DeleteEmailAddress {
        instance_id: deleted.parent.clone(),
        email_address_id: deleted.id.clone(),
        related: Vec::new(),
    };
    console.elsewhere(REGION, call).await;
    let answer = console.make(&review, &[]).await;
    assert!(answer.location().contains("problem=changed"), "{}", answer.location());
    match console.review(&review.draft).await {
        ReviewAnswer::Impossible(why) => assert!(why.contains("is gone"), "{why}"),
        other => panic!("nothing to delete: {other:?}"),
    }
    assert_eq!(console.calls_of("DeleteEmailAddress").await, 1, "somebody else's");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_looked_for_at_both_addresses() {
    let console = Console::open().await;
    console
        .fault(json!({"operation": "DeleteEmailAddress", "kind": "RESET_AFTER", "times": 1}))
        .await;
    let deleted = subject(&console, ALIAS);
    let record = console.change(DELETE, &deleted, &[]).await;
    Console::assert_made(&record);
    let message = record.calls[0].outcome.message.as_deref().expect("what came of it");
    assert!(message.contains("No answer came"), "{message}");
    assert_eq!(console.calls_of("DeleteEmailAddress").await, 1, "it takes no token");
    assert_apart(&console, &[PRIMARY]).await;
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_is_told_in_its_own_words() {
    let console = Console::open().await;
    console
        .fault(json!({"operation": "DeleteEmailAddress", "kind": "ACCESS_DENIED"}))
        .await;
    let deleted = subject(&console, ALONE);
    let review = console.reviewed(DELETE, &deleted, &[]).await;
    let answer = console.make(&review, &[]).await;
    let record = console.record_of(&answer).await;
    assert_eq!(record.outcome, Outcome::NotMade);
    let shown = console.page(answer.location()).await;
    for text in [
        "is not authorized to perform: connect:DeleteEmailAddress",
        "Try again what failed",
    ] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    assert!(page(&console, ALONE).await.contains(ALONE));
}
