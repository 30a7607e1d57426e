//! What goes wrong between Frontdesk and AWS, and inside Frontdesk: the audit log says what is true, and trying again is safe.

mod database;
mod killed;
mod twice;

use super::{
    cases::{self, Case},
    console::{Answer, Console},
    state::{State, assert_same, read, state},
};
use app::{
    backend::Backend,
    model::{
        change::{Action, FormAnswer, Outcome, Record, Review, ReviewAnswer, Subject},
        email_address::EmailAddress,
    },
};
use serde_json::{Value, json};

const EDIT: Action = Action::EditEmailAddress;
/// One call with a client token, and one without.
const FIELDS: [(&str, &str); 3] = [
    ("display_name", "Changed"),
    ("tag_key", "team"),
    ("tag_value", "changed"),
];
const WITH_TOKEN: &str = "UpdateEmailAddressMetadata";
const WITHOUT_TOKEN: &str = "TagResource";
/// Fills forms in so that one call does it, also where there can be one for each Region.
const ONE: usize = sandbox::REGIONS.len() - 1;

/// One of which [`FIELDS`] changes a tag, and takes none away.
fn address(console: &Console) -> Subject {
    let snapshot = console.desk.snapshot();
    let tags = |one: &EmailAddress| one.details.as_ref().map(|details| details.tags.keys().eq(["team"]));
    let mut all = snapshot.email_addresses.values();
    let one = all.find(|one| tags(one) == Some(true)).expect("an address");
    Subject::new(&one.instance, &one.id)
}

async fn edit_with_fault(rule: Value) -> (Console, Record) {
    let console = Console::open().await;
    console.fault(rule).await;
    let record = console.change(EDIT, &address(&console), &FIELDS).await;
    (console, record)
}

/// What the audit log says is what AWS has, and what Frontdesk shows.
async fn assert_agreed(console: &Console) {
    console.no_faults().await;
    let aws = read(&console.aws).await;
    assert_same(
        &aws,
        &state(&console.desk.snapshot()),
        "what AWS has, and what Frontdesk shows",
    );
}

fn outcomes(record: &Record) -> Vec<Outcome> {
    record.calls.iter().map(|call| call.outcome.outcome).collect()
}

/// Tries again what a change was, as the button does.
async fn retry(console: &Console, change: &str) -> ReviewAnswer {
    let answer = console.post("/changes/retry", &[("change", change)]).await;
    let draft = answer.location().strip_prefix("/changes/review/").expect("a review");
    console.review(draft).await
}

fn review(answer: ReviewAnswer) -> Review {
    match answer {
        ReviewAnswer::Review(review) => *review,
        other => panic!("a review: {other:?}"),
    }
}

fn operations(review: &Review) -> Vec<&str> {
    review.calls.iter().map(|call| call.operation.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_never_arrived_is_made_if_it_has_a_token_and_told_if_not() {
    let (console, record) = edit_with_fault(json!({"operation": WITH_TOKEN, "kind": "RESET_BEFORE", "times": 1})).await;
    Console::assert_made(&record);
    assert_agreed(&console).await;
    let (console, record) =
        edit_with_fault(json!({"operation": WITHOUT_TOKEN, "kind": "RESET_BEFORE", "times": 1})).await;
    assert_eq!(outcomes(&record), [Outcome::Made, Outcome::NotMade]);
    assert_eq!(
        (record.outcome, console.calls_of(WITHOUT_TOKEN).await),
        (Outcome::InPart, 1)
    );
    assert_agreed(&console).await;
    let again = review(retry(&console, &record.id).await);
    assert_eq!(operations(&again), [WITHOUT_TOKEN]);
    Console::assert_made(&console.record_of(&console.make(&again, &[]).await).await);
    assert!(matches!(
        retry(&console, &record.id).await,
        ReviewAnswer::Nothing { .. }
    ));
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_can_not_be_read_is_looked_for() {
    for kind in ["TRUNCATED", "WRONG_JSON"] {
        let (console, record) = edit_with_fault(json!({"operation": WITHOUT_TOKEN, "kind": kind, "times": 1})).await;
        Console::assert_made(&record);
        assert_eq!(console.calls_of(WITHOUT_TOKEN).await, 1, "{kind}");
        assert_agreed(&console).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn throttling_in_between_is_waited_for() {
    let (console, record) = edit_with_fault(json!({"operation": WITHOUT_TOKEN, "kind": "THROTTLE", "times": 1})).await;
    Console::assert_made(&record);
    assert_eq!(console.calls_of(WITHOUT_TOKEN).await, 2);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn throttling_without_end_is_told_and_the_rest_is_made() {
    let (console, record) = edit_with_fault(json!({"operation": WITH_TOKEN, "kind": "THROTTLE"})).await;
    assert_eq!(outcomes(&record), [Outcome::NotMade, Outcome::Made]);
    assert_eq!(record.outcome, Outcome::InPart);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_server_error_aws_is_asked_what_is_true() {
    let (console, record) = edit_with_fault(json!({"operation": WITHOUT_TOKEN, "kind": "SERVER_ERROR"})).await;
    assert_eq!(outcomes(&record), [Outcome::Made, Outcome::NotMade]);
    assert_eq!(
        console.calls_of(WITHOUT_TOKEN).await,
        1,
        "it may have been done, and takes no token"
    );
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_asked_either_is_not_known_until_it_can() {
    let console = Console::open().await;
    let subject = address(&console);
    let review = console.reviewed(EDIT, &subject, &FIELDS).await;
    console
        .fault(json!({"operation": WITHOUT_TOKEN, "kind": "RESET_AFTER", "times": 1}))
        .await;
    // The first one is asked for before anything is called.
    let refused = json!({"operation": "DescribeEmailAddress", "kind": "ACCESS_DENIED", "every": 2});
    console.fault(refused).await;
    let record = console.record_of(&console.make(&review, &[]).await).await;
    assert_eq!(
        (outcomes(&record), record.outcome),
        (vec![Outcome::Made, Outcome::Unknown], Outcome::Unknown)
    );
    console.no_faults().await;
    console.desk.changes().settle().await;
    let record = console.record(&record.id).await;
    Console::assert_made(&record);
    assert_agreed(&console).await;
}

/// The first thing to which a case can be done, reviewed.
async fn first(console: &Console, case: &Case) -> (Subject, Review) {
    let known = console.desk.snapshot();
    for subject in (case.subjects)(&known) {
        if !matches!(console.form(case.action, &subject).await, FormAnswer::Form(_)) {
            continue;
        }
        let fields = (case.fields)(&known, &subject, ONE);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = console.submit(case.action, &subject, &fields).await;
        if answer.location().starts_with("/changes/review/") {
            return (subject, console.review_at(answer.location()).await);
        }
    }
    panic!("{} can be done to nothing", case.name);
}

async fn make(console: &Console, review: &Review) -> Answer {
    let secrets = cases::secrets(review);
    console.make(review, &cases::given(&secrets)).await
}

/// The next Region may answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_region_that_does_not_answer_keeps_no_other_from_being_asked() {
    let console = Console::open().await;
    let regions = sandbox::REGIONS.map(|region| ("regions", region));
    let fields = [("connection_string", "everywhere.example.com")];
    let fields: Vec<_> = fields.into_iter().chain(regions).collect();
    let review = console
        .reviewed(Action::CreateConnectionAlias, &Subject::default(), &fields)
        .await;
    let (first, rest) = review.calls.split_first().expect("calls");
    assert_eq!(rest.len(), sandbox::REGIONS.len() - 1);
    console
        .fault(json!({"operation": "CreateConnectionAlias", "region": first.region, "kind": "RESET_BEFORE"}))
        .await;
    let record = console.record_of(&console.make(&review, &[]).await).await;
    let (first, rest) = record.calls.split_first().expect("calls");
    assert_eq!(first.outcome.outcome, Outcome::NotMade);
    assert!(
        rest.iter().all(|call| call.outcome.outcome == Outcome::Made),
        "{rest:#?}"
    );
    assert_agreed(&console).await;
}

/// What is created is found although the answer with its id is lost, and although lists lag behind; and it is there once.
async fn is_created_once(name: &str, fault: &str, sent_again: usize) {
    let console = Console::open().await;
    let (_, review) = first(&console, cases::case(name)).await;
    let before = read(&console.aws).await.len();
    console.put("settings", json!({"list_delay_ms": 1500})).await;
    let operation = review.calls[0].operation.clone();
    let rule = json!({"operation": operation, "kind": fault, "times": 1});
    console.fault(rule).await;
    let record = console.record_of(&make(&console, &review).await).await;
    Console::assert_made(&record);
    assert_ne!(record.resource.subject.id, "", "its id is known");
    assert_eq!(console.calls_of(&operation).await, review.calls.len() + sent_again);
    // Until the lists have caught up.
    console.put("clock", json!({"step": 2})).await;
    assert_eq!(read(&console.aws).await.len(), before + review.calls.len());
    // A connection alias is ready a while after it was created, and may have been read before that.
    let ready = |mut state: State| {
        for thing in state.values_mut().filter(|thing| thing["state"] == "CREATING") {
            thing["state"] = "CREATED".into();
        }
        state
    };
    let (aws, shown) = (read(&console.aws).await, state(&console.desk.snapshot()));
    assert_same(&ready(aws), &ready(shown), "what AWS has, and what Frontdesk shows");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_whose_answer_was_lost_is_found() {
    is_created_once("create_user", "RESET_AFTER", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_whose_answer_can_not_be_read_is_found() {
    is_created_once("create_user", "TRUNCATED", 0).await;
    is_created_once("create_user", "WRONG_JSON", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_email_address_whose_answer_was_lost_is_asked_for_again_with_the_same_token() {
    is_created_once("create_email_address", "RESET_AFTER", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_whose_answer_was_lost_is_found() {
    is_created_once("create_domain", "RESET_AFTER", 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_alias_whose_answer_was_lost_is_found() {
    is_created_once("create_connection_alias", "RESET_AFTER", 0).await;
}
