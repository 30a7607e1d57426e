//! The same change twice at once, by one person or two.

use super::{Answer, Console, EDIT, FIELDS, WITH_TOKEN, WITHOUT_TOKEN, address, assert_agreed, cases, first, make};
use app::model::{access::Role, change::Outcome};
use futures::future::join;
use http::StatusCode;
use serde_json::json;

/// How many of two people's answers lead to a change that was made.
async fn made_of(console: &Console, answers: [&Answer; 2]) -> usize {
    let mut made = 0;
    for answer in answers {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        if answer.location().contains("changed=") {
            Console::assert_made(&console.record_of(answer).await);
            made += 1;
        }
    }
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_are_one_change() {
    let console = Console::open().await;
    let review = console.reviewed(EDIT, &address(&console), &FIELDS).await;
    let (one, other) = join(console.make(&review, &[]), console.make(&review, &[])).await;
    assert_eq!(one.location(), other.location(), "both lead to what came of it");
    Console::assert_made(&console.record_of(&one).await);
    // Also long after, from a page that is still open.
    assert_eq!(console.make(&review, &[]).await.location(), one.location());
    assert_eq!(
        (
            console.calls_of(WITH_TOKEN).await,
            console.calls_of(WITHOUT_TOKEN).await
        ),
        (1, 1)
    );
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_are_one_change_also_when_it_fails() {
    let console = Console::open().await;
    let review = console.reviewed(EDIT, &address(&console), &FIELDS).await;
    for operation in [WITH_TOKEN, WITHOUT_TOKEN] {
        console
            .fault(json!({"operation": operation, "kind": "ACCESS_DENIED"}))
            .await;
    }
    let (one, other) = join(console.make(&review, &[]), console.make(&review, &[])).await;
    assert_eq!(one.location(), other.location(), "both lead to what came of it");
    assert_eq!(console.record_of(&one).await.outcome, Outcome::NotMade);
    assert_eq!(
        (
            console.calls_of(WITH_TOKEN).await,
            console.calls_of(WITHOUT_TOKEN).await
        ),
        (1, 1)
    );
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_people_who_edit_the_same_thing_the_second_is_told() {
    let console = Console::open().await;
    let other = console.beside(Role::Operator).await;
    let subject = address(&console);
    let one = console.reviewed(EDIT, &subject, &[("display_name", "One")]).await;
    let two = other.reviewed(EDIT, &subject, &[("display_name", "Other")]).await;
    let answers = join(console.make(&one, &[]), other.make(&two, &[])).await;
    assert_eq!(made_of(&console, [&answers.0, &answers.1]).await, 1);
    let told = [answers.0.location(), answers.1.location()];
    assert!(told.iter().any(|to| to.contains("problem=changed")), "{told:?}");
    assert_eq!(console.calls_of(WITH_TOKEN).await, 1);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_people_who_create_the_same_thing_one_does() {
    for (name, operation) in [
        ("create_email_address", "CreateEmailAddress"),
        ("create_domain", "CreateEmailIdentity"),
    ] {
        let console = Console::open().await;
        let other = console.beside(Role::Operator).await;
        let case = cases::case(name);
        let one = first(&console, case).await.1;
        let two = first(&other, case).await.1;
        let answers = join(make(&console, &one), make(&other, &two)).await;
        assert_eq!(made_of(&console, [&answers.0, &answers.1]).await, 1, "{name}");
        assert_eq!(
            console.calls_of(operation).await,
            1,
            "{name}: who comes second is told before AWS is asked"
        );
        assert_agreed(&console).await;
    }
}
