//! Texts and tags of an e-mail address.

use super::REGION;
use crate::changes::{
    console::Console,
    front::{TAG_RESOURCE, UPDATE_EMAIL_ADDRESS},
};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, FormAnswer, Outcome, ReviewAnswer, Subject},
        email_address::EmailAddress,
    },
};
use http::StatusCode;
use serde_json::json;
use server::aws::write::connect;
use std::sync::Arc;

const EDIT: Action = Action::EditEmailAddress;
const CAREERS: &str = "careers@support-us.email.connect.aws";

fn address(console: &Console) -> (Subject, Arc<EmailAddress>) {
    let snapshot = console.desk.snapshot();
    let (key, address) = snapshot.email_addresses.iter().next().expect("an address");
    (Subject::new(&key.0, &key.1), Arc::clone(address))
}

#[tokio::test(flavor = "multi_thread")]
async fn is_reviewed_made_read_again_and_recorded() {
    let console = Console::open().await;
    let (subject, before) = address(&console);
    let fields = [
        ("display_name", "Help & more"),
        ("tag_key", "team"),
        ("tag_value", "billing"),
    ];
    let review = console.reviewed(EDIT, &subject, &fields).await;
    let operations: Vec<_> = review.calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(operations.first(), Some(&"UpdateEmailAddressMetadata"));
    assert!(
        review.calls[0]
            .cli
            .starts_with("aws connect update-email-address-metadata --region")
    );
    assert_eq!(
        console.calls_of("UpdateEmailAddressMetadata").await,
        0,
        "nothing is called before the yes"
    );
    let answer = console.make(&review, &[]).await;
    let page = format!("/email-addresses/{}/{}?changed=", subject.parent, subject.id);
    assert!(answer.location().starts_with(&page), "{}", answer.location());
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    assert!(record.calls.iter().all(|call| !call.outcome.request_ids.is_empty()));
    assert!(record.calls[0].client_token.is_some() && record.calls[1].client_token.is_none());
    assert_eq!(record.fields[0].before, before.display_name);
    let (_, after) = address(&console);
    assert_eq!(after.display_name.as_deref(), Some("Help & more"));
    assert_eq!(after.details.as_ref().expect("described").tags["team"], "billing");
    assert_eq!(
        console.review(&review.draft).await,
        ReviewAnswer::Gone,
        "a draft that was made is gone"
    );
    // And back again.
    let answer = console.post("/changes/undo", &[("change", &record.id)]).await;
    let undo = console.review_at(answer.location()).await;
    let record = console.record_of(&console.make(&undo, &[]).await).await;
    Console::assert_made(&record);
    assert_eq!(address(&console).1.display_name, before.display_name);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_comes_back_with_what_was_typed() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    let answer = console
        .submit(EDIT, &subject, &[("display_name", &"n".repeat(257))])
        .await;
    assert!(answer.location().starts_with("/changes/edit-email-address?"));
    let page = console.get(answer.location()).await;
    assert!(page.body.contains("Use at most 256 characters."), "{}", page.body);
    let form = console.form_page(EDIT, &subject).await;
    assert!(form.was_sent && form.values.contains("nnn"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_may_not() {
    let mut console = Console::open().await;
    let (subject, _) = address(&console);
    let review = console.reviewed(EDIT, &subject, &[("display_name", "Mine")]).await;
    console.sign_in(Role::Viewer).await;
    let answer = console.post(EDIT.submit_path(), &[("display_name", "x")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = console
        .get(&format!("/changes/edit-email-address{}", subject.to_query()))
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // Nor make somebody else's draft.
    assert_eq!(console.review(&review.draft).await, ReviewAnswer::Gone);
    console.make(&review, &[]).await;
    assert_eq!(console.calls_of("UpdateEmailAddressMetadata").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_meanwhile_is_told_and_chosen() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    let opened = console.form_page(EDIT, &subject).await;
    let theirs = console
        .change(EDIT, &subject, &[("display_name", "Theirs"), ("description", "Theirs")])
        .await;
    Console::assert_made(&theirs);
    let answer = console
        .submit_page(&opened, EDIT, &subject, &[("display_name", "Mine")])
        .await;
    let review = console.review_at(answer.location()).await;
    let labels: Vec<_> = review
        .conflicts
        .iter()
        .map(|conflict| conflict.label.as_str())
        .collect();
    assert_eq!(labels, ["Description", "Display name"]);
    let made = console.make(&review, &[]).await;
    assert!(made.location().contains("problem=changed"), "{}", made.location());
    console
        .post(
            "/changes/resolve",
            &[("draft", &review.draft), ("theirs", "Description")],
        )
        .await;
    let review = console.review_at(&format!("/changes/review/{}", review.draft)).await;
    assert_eq!(review.conflicts, []);
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    let (_, after) = address(&console);
    assert_eq!(after.display_name.as_deref(), Some("Mine"));
    assert_eq!(after.description.as_deref(), Some("Theirs"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_asked_for_again_with_the_same_token() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    console
        .fault(json!({"operation": "UpdateEmailAddressMetadata", "kind": "RESET_AFTER", "times": 1}))
        .await;
    let record = console.change(EDIT, &subject, &[("display_name", "Once")]).await;
    Console::assert_made(&record);
    assert_eq!(console.calls_of("UpdateEmailAddressMetadata").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_without_a_token_is_not_sent_again_but_looked_for() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    console
        .fault(json!({"operation": "TagResource", "kind": "RESET_AFTER", "times": 1}))
        .await;
    let record = console
        .change(EDIT, &subject, &[("tag_key", "team"), ("tag_value", "x")])
        .await;
    let tagged = record
        .calls
        .iter()
        .find(|call| call.operation == "TagResource")
        .expect("a call");
    assert_eq!(tagged.outcome.outcome, Outcome::Made);
    assert!(
        tagged
            .outcome
            .message
            .as_deref()
            .is_some_and(|message| message.contains("No answer came"))
    );
    assert_eq!(console.calls_of("TagResource").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_of_several_calls_is_told_and_tried_again_alone() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    console
        .fault(json!({"operation": "TagResource", "kind": "ACCESS_DENIED"}))
        .await;
    let fields = [("display_name", "Half"), ("tag_key", "team"), ("tag_value", "half")];
    let record = console.change(EDIT, &subject, &fields).await;
    assert_eq!(record.outcome, Outcome::InPart);
    assert_eq!(address(&console).1.display_name.as_deref(), Some("Half"));
    console.no_faults().await;
    let answer = console.post("/changes/retry", &[("change", &record.id)]).await;
    let review = console.review_at(answer.location()).await;
    assert!(
        review
            .calls
            .iter()
            .all(|call| call.operation != "UpdateEmailAddressMetadata")
    );
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_form_for_what_does_not_exist() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    let gone = Subject::new(&subject.parent, "nothing");
    assert_eq!(console.form(EDIT, &gone).await, FormAnswer::NotFound);
    assert_eq!(console.get("/changes/nothing").await.status, StatusCode::NOT_FOUND);
}

/// So many tags, as a form has them.
fn tags(keys: &[String]) -> Vec<(&str, &str)> {
    let keys = keys.iter().map(|key| ("tag_key", key.as_str()));
    let values = keys.clone().map(|_| ("tag_value", "x"));
    keys.chain(values).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_of_fifty_tags_is_replaced_by_another() {
    let console = Console::open().await;
    let subject = super::subject(&console, CAREERS);
    let mut keys: Vec<_> = (0..50).map(|number| format!("key{number}")).collect();
    Console::assert_made(&console.change(EDIT, &subject, &tags(&keys)).await);
    keys[49] = "another".to_owned();
    let record = console.change(EDIT, &subject, &tags(&keys)).await;
    Console::assert_made(&record);
    let held = super::find(&console, CAREERS)
        .expect("an address")
        .details
        .clone()
        .expect("described")
        .tags;
    assert_eq!(held.len(), 50);
    assert!(held.contains_key("another") && !held.contains_key("key49"));
    keys.push("one too many".to_owned());
    let answer = console.submit(EDIT, &subject, &tags(&keys)).await;
    let page = console.sent_back(&answer).await;
    assert!(page.contains("Use at most 50 tags."), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_is_said_at_its_field_in_its_own_words() {
    let console = Console::open().await;
    let subject = super::subject(&console, CAREERS);
    let before = super::find(&console, CAREERS).expect("an address");
    for (message, field) in [
        ("DisplayName is not allowed", "display_name"),
        ("Description is not allowed", "description"),
    ] {
        console
            .front
            .refuse(UPDATE_EMAIL_ADDRESS, "InvalidParameterException", message);
        let review = console
            .reviewed(EDIT, &subject, &[("display_name", "Other"), ("description", "Other")])
            .await;
        let error = console
            .refused_at(&console.make(&review, &[]).await, EDIT, &subject)
            .await;
        let original = format!("InvalidParameterException: {message}");
        assert_eq!((error.field.as_str(), error.original), (field, Some(original)));
    }
    let display_name = before.display_name.clone().unwrap_or_default();
    let description = before.description.clone().unwrap_or_default();
    let mut fields = vec![("display_name", display_name.as_str()), ("description", &description)];
    // One more than there is room for by the time that it gets there.
    let held = before.details.as_ref().expect("described").tags.clone();
    for (key, value) in &held {
        fields.extend([("tag_key", key.as_str()), ("tag_value", value)]);
    }
    fields.extend([("tag_key", "one more"), ("tag_value", "x")]);
    let review = console.reviewed(EDIT, &subject, &fields).await;
    let answer = console
        .make_while(&review, TAG_RESOURCE, async || {
            let others = (held.len()..50).map(|number| (format!("other{number}"), String::new()));
            let call = connect::TagResource {
                resource_arn: before.arn.clone(),
                tags: others.collect(),
            };
            console.elsewhere(REGION, call).await;
        })
        .await;
    let error = console.refused_at(&answer, EDIT, &subject).await;
    assert_eq!(error.field, "tag_key");
    assert!(error.original.expect("AWS’s words").contains("51 tags"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_nobody_typed_into_shows_what_aws_has_now() {
    let console = Console::open().await;
    let (subject, _) = address(&console);
    let answer = console.submit(EDIT, &subject, &[]).await;
    let draft = answer.location().trim_start_matches("/changes/review/");
    assert!(matches!(console.review(draft).await, ReviewAnswer::Nothing { .. }));
    let colleague = console.beside(Role::Operator).await;
    let theirs = colleague.change(EDIT, &subject, &[("display_name", "Theirs")]).await;
    Console::assert_made(&theirs);
    let form = console.form_page(EDIT, &subject).await;
    assert!(form.draft.is_none() && form.opened == form.values);
    assert!(form.values.contains("display_name=Theirs"), "{}", form.values);
    let page = console
        .page(&format!("/changes/edit-email-address{}", subject.to_query()))
        .await;
    assert!(!page.contains("This is what you typed before"), "{page}");
}
