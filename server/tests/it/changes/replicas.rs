//! Changes, where several Frontdesks share a PostgreSQL database.

use super::{
    bulk_users,
    console::Console,
    front::TAG_RESOURCE,
    properties::assert_chained,
    users::{id_of, instance, newcomer},
};
use crate::support::until;
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{
            Action, Outcome, Subject,
            bulk::{BulkState, RowState},
        },
        instance::IdentityManagement,
    },
};
use futures::future::join;
use http::StatusCode;
use serde_json::json;
use server::audit::Event;

const EDIT: Action = Action::EditEmailAddress;

/// Somebody who is signed in, at two replicas.
async fn two() -> (Console, Console) {
    let one = Console::of_replicas().await;
    let other = one.at_another_replica().await;
    (one, other)
}

fn address(console: &Console) -> Subject {
    let snapshot = console.desk.snapshot();
    let (instance, id) = snapshot.email_addresses.keys().next().expect("an address");
    Subject::new(instance, id)
}

/// Waits until `console` shows this name of the address.
async fn until_called(console: &Console, subject: &Subject, name: &str) {
    let key = (subject.parent.clone(), subject.id.clone());
    until(&console.desk, |snapshot| {
        snapshot.email_addresses[&key].display_name.as_deref() == Some(name)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_at_one_is_so_at_all_and_what_they_change_all_show() {
    let (one, other) = two().await;
    let subject = address(&one);
    let record = other.change(EDIT, &subject, &[("display_name", "Changed")]).await;
    Console::assert_made(&record);
    until_called(&one, &subject, "Changed").await;
    // A draft begun at one is reviewed at the other, and made at the first again.
    let review = one.reviewed(EDIT, &subject, &[("display_name", "Changed again")]).await;
    let seen = other.review(&review.draft).await;
    assert!(format!("{seen:?}").contains("Changed again"), "{seen:?}");
    Console::assert_made(&one.record_of(&one.make(&review, &[]).await).await);
    until_called(&other, &subject, "Changed again").await;
    assert_eq!(other.record(&record.id).await.outcome, Outcome::Made);
    // Whoever signs out does so everywhere.
    one.post("/auth/sign-out", &[]).await;
    assert_eq!(other.get("/api/you").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_of_all_are_in_one_chain() {
    let (one, other) = two().await;
    let snapshot = one.desk.snapshot();
    let subjects: Vec<_> = snapshot
        .email_addresses
        .keys()
        .take(6)
        .map(|(instance, id)| Subject::new(instance, id))
        .collect();
    let change = async |console: &Console, subjects: &[Subject]| {
        for subject in subjects {
            Console::assert_made(&console.change(EDIT, subject, &[("display_name", "Changed")]).await);
        }
    };
    join(change(&one, &subjects[..3]), change(&other, &subjects[3..])).await;
    assert_chained(&one).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thing_is_changed_at_one_of_them_at_a_time() {
    let (one, other) = two().await;
    let subject = address(&one);
    let first = one.reviewed(EDIT, &subject, &[("display_name", "One")]).await;
    let other = other.beside(Role::Operator).await;
    let second = other.reviewed(EDIT, &subject, &[("display_name", "Other")]).await;
    let slow = json!({"operation": "UpdateEmailAddressMetadata", "kind": "SLOW", "delay_ms": 500});
    one.fault(slow).await;
    let answers = join(one.make(&first, &[]), other.make(&second, &[])).await;
    let told = [answers.0.location(), answers.1.location()];
    assert!(told.iter().any(|to| to.contains("problem=changed")), "{told:?}");
    assert!(told.iter().any(|to| to.contains("changed=")), "{told:?}");
    assert_eq!(one.calls_of("UpdateEmailAddressMetadata").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_is_making_no_other_finds_out() {
    let (one, other) = two().await;
    let review = one.reviewed(EDIT, &address(&one), &[("display_name", "Changed")]).await;
    let slow = json!({"operation": "UpdateEmailAddressMetadata", "kind": "SLOW", "delay_ms": 500});
    one.fault(slow).await;
    let audit = other.desk.changes();
    let looking = async {
        // From the moment that others can see of it.
        while audit.audit().unsettled().await.expect("read").is_empty() {
            tokio::task::yield_now().await;
        }
        audit.settle().await;
    };
    let (answer, ()) = join(one.make(&review, &[]), looking).await;
    let record = one.record_of(&answer).await;
    Console::assert_made(&record);
    let (entries, _) = audit.audit().entries(&record.id).await.expect("entries");
    let outcomes: Vec<_> = entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Outcome(_)))
        .collect();
    assert!(
        matches!(outcomes.as_slice(), [entry] if matches!(&entry.event, Event::Outcome(ended) if !ended.was_found_later)),
        "{entries:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_one_made_up_another_shows_once() {
    let (one, other) = two().await;
    let instance = instance(&one, IdentityManagement::ConnectManaged);
    let routing = id_of(&instance.names.routing_profiles, "General");
    let agent = id_of(&instance.names.security_profiles, "Agent");
    let fields = newcomer("zoe.akers", &routing, &agent);
    let review = one
        .reviewed(Action::CreateUser, &Subject::new(&instance.id, ""), &fields)
        .await;
    let answer = one.make(&review, &[]).await;
    let page = answer.location();
    assert!(page.starts_with("/changes/password/"), "{page}");
    assert_eq!(other.get(page).await.status, StatusCode::OK);
    let shown = other.post(page, &[]).await;
    assert!(shown.body.contains("class=\"password\">"), "{}", shown.body);
    for console in [&one, &other] {
        assert_eq!(console.post(page, &[]).await.status, StatusCode::NOT_FOUND, "once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_change_is_run_by_one_and_taken_up_by_another_when_somebody_says_so() {
    let (one, other) = two().await;
    let review = bulk_users::reviewed(&one, &bulk_users::users(&one, 4), &bulk_users::TAGS).await;
    let mut held = one.front.hold(TAG_RESOURCE);
    join(
        bulk_users::press(&one, "start", &review),
        bulk_users::press(&other, "start", &review),
    )
    .await;
    held.arrived().await;
    // While somebody runs it, it is nobody else's to pause or to go on with.
    for console in [&one, &other] {
        console.desk.changes().settle().await;
        let running = bulk_users::until(console, &review.id, |bulk| bulk.count(&[RowState::Making]) == 1).await;
        assert_eq!(running.state, BulkState::Running);
        let again = bulk_users::press(console, "start", &review).await;
        assert_eq!(again.location(), format!("/changes/bulk/{}", review.id));
    }
    // Whichever of them runs it: one is gone, and the row that was under way has ended.
    join(one.desk.stop(), async { held.let_through() }).await;
    other.desk.changes().settle().await;
    let left = bulk_users::until_it_waits(&other, &review.id).await;
    if left.state == BulkState::Paused {
        assert_eq!(left.why.as_deref(), Some("Frontdesk was restarted."));
        bulk_users::press(&other, "start", &left).await;
    }
    let done = bulk_users::until(&other, &review.id, |bulk| bulk.state == BulkState::Done).await;
    bulk_users::assert_all_made_once(&other, &done).await;
}
