//! Undoing a change and trying it again, after others have gone on; and forms that are in more than one tab.

use super::console::{Answer, Console};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, Outcome, Record, Review, ReviewAnswer, Subject},
    },
};
use serde_json::json;

const EDIT: Action = Action::EditEmailAddress;

/// The first address, which begins with a name, a description and a tag that the test knows.
async fn begun(console: &Console) -> Subject {
    let snapshot = console.desk.snapshot();
    let (key, _) = snapshot.email_addresses.iter().next().expect("an address");
    let subject = Subject::new(&key.0, &key.1);
    let fields = [
        ("display_name", "First"),
        ("description", "Here since the start"),
        ("tag_key", "team"),
        ("tag_value", "orders"),
    ];
    Console::assert_made(&console.change(EDIT, &subject, &fields).await);
    subject
}

fn labels(review: &Review) -> Vec<&str> {
    review.fields.iter().map(|field| field.name.as_str()).collect()
}

async fn again(console: &Console, path: &str, record: &Record) -> Answer {
    console.post(path, &[("change", &record.id)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_leaves_what_was_changed_since_as_it_is() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    let renamed = console.change(EDIT, &subject, &[("display_name", "Second")]).await;
    let colleague = console.beside(Role::Operator).await;
    let fields = [("description", "Moved"), ("tag_value", "billing")];
    Console::assert_made(&colleague.change(EDIT, &subject, &fields).await);
    let review = console.undoing(&renamed).await;
    assert_eq!((labels(&review), review.conflicts.len()), (vec!["Display name"], 0));
    Console::assert_made(&console.record_of(&console.make(&review, &[]).await).await);
    let form = console.form_page(EDIT, &subject).await.values;
    for kept in ["display_name=First", "description=Moved", "tag_value=billing"] {
        assert!(form.contains(kept), "{form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_what_somebody_has_changed_since_is_a_conflict() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    let renamed = console.change(EDIT, &subject, &[("display_name", "Second")]).await;
    Console::assert_made(&console.change(EDIT, &subject, &[("display_name", "Third")]).await);
    let review = console.undoing(&renamed).await;
    let [conflict] = review.conflicts.as_slice() else {
        panic!("a conflict: {:?}", review.conflicts);
    };
    let sides = (&*conflict.opened, &*conflict.now, &*conflict.mine);
    assert_eq!(sides, ("Second", "Third", "First"));
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_again_does_what_failed_and_nothing_else() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    console
        .fault(json!({"operation": "TagResource", "kind": "ACCESS_DENIED"}))
        .await;
    let fields = [("display_name", "Second"), ("tag_value", "billing")];
    let in_part = console.change(EDIT, &subject, &fields).await;
    assert_eq!(in_part.outcome, Outcome::InPart);
    console.no_faults().await;
    let colleague = console.beside(Role::Operator).await;
    let fields = [("description", "Moved")];
    Console::assert_made(&colleague.change(EDIT, &subject, &fields).await);
    let answer = again(&console, "/changes/retry", &in_part).await;
    let review = console.review_at(answer.location()).await;
    assert_eq!((labels(&review), review.conflicts.len()), (vec!["Tag team"], 0));
    // What had been made before, somebody has changed: that is not taken back without a word.
    console.post("/changes/discard", &[("draft", &review.draft)]).await;
    Console::assert_made(&colleague.change(EDIT, &subject, &[("display_name", "Third")]).await);
    let answer = again(&console, "/changes/retry", &in_part).await;
    let review = console.review_at(answer.location()).await;
    assert_eq!(review.conflicts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_not_lost_to_undoing() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    let renamed = console.change(EDIT, &subject, &[("display_name", "Second")]).await;
    let typed = console.reviewed(EDIT, &subject, &[("description", "Half done")]).await;
    let answer = again(&console, "/changes/undo", &renamed).await;
    let kept = format!("/changes/review/{}?problem=unsaved", typed.draft);
    assert_eq!(answer.location(), kept);
    let page = console.get(&kept).await;
    assert!(
        page.body.contains("have not saved it") && page.body.contains("Half done"),
        "{}",
        page.body
    );
    console.post("/changes/discard", &[("draft", &typed.draft)]).await;
    assert_eq!(labels(&console.undoing(&renamed).await), ["Display name"]);
    // The same once more is no other.
    assert_eq!(labels(&console.undoing(&renamed).await), ["Display name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_in_another_tab_since_is_not_made() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    let one = console.reviewed(EDIT, &subject, &[("display_name", "One")]).await;
    let other = console.reviewed(EDIT, &subject, &[("display_name", "Other")]).await;
    let answer = console.make(&one, &[]).await;
    assert!(answer.location().ends_with("?problem=retyped"), "{}", answer.location());
    let page = console.get(answer.location()).await;
    assert!(page.body.contains("in another tab"), "{}", page.body);
    Console::assert_made(&console.record_of(&console.make(&other, &[]).await).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_does_not_let_one_read_is_not_changed_and_the_reason_is_told() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    let review = console.reviewed(EDIT, &subject, &[("display_name", "Second")]).await;
    console
        .fault(json!({"operation": "DescribeEmailAddress", "kind": "ACCESS_DENIED"}))
        .await;
    let answer = console.make(&review, &[]).await;
    assert!(answer.location().ends_with("?problem=denied"), "{}", answer.location());
    assert!(matches!(console.review(&review.draft).await, ReviewAnswer::Review(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_as_aws_has_them() {
    let console = Console::open().await;
    let subject = begun(&console).await;
    let two = [("description", "one\r\ntwo")];
    let record = console.change(EDIT, &subject, &two).await;
    assert_eq!(record.fields[0].after.as_deref(), Some("one\ntwo"));
    // A browser sends them so again.
    let both = [("description", "one\r\ntwo"), ("display_name", "Second")];
    let review = console.reviewed(EDIT, &subject, &both).await;
    assert_eq!(labels(&review), ["Display name"]);
}
