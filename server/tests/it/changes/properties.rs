//! Whatever is changed, and whatever goes wrong meanwhile: what Frontdesk shows, what the audit log says and what AWS has agree.

use super::{
    cases::{self, Case},
    console::Console,
    state::{State, assert_same, read, state, stopped},
};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{FormAnswer, Outcome, Review, ReviewAnswer},
    },
};
use fastrand::Rng;
use serde_json::json;
use server::audit::{START, link};
use sqlx::Row;

/// How many changes are tried.
const STEPS: usize = 12;

const FAULTS: [&str; 7] = [
    "THROTTLE",
    "SERVER_ERROR",
    "ACCESS_DENIED",
    "RESET_BEFORE",
    "RESET_AFTER",
    "TRUNCATED",
    "WRONG_JSON",
];

#[tokio::test(flavor = "multi_thread")]
async fn all_agree_after_random_changes_1() {
    walk(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_agree_after_random_changes_2() {
    walk(2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_agree_after_random_changes_3() {
    walk(3).await;
}

/// Random changes with random faults; the same ones for the same seed.
async fn walk(seed: u64) {
    let mut random = Rng::with_seed(seed);
    let console = Console::on(stopped(), Role::Admin).await;
    let mut before = read(&console.aws).await;
    let mut made = 0;
    for step in 0..STEPS {
        let Some((case, review)) = draw(&console, &mut random).await else {
            continue;
        };
        let fault = random.bool().then(|| {
            let kind = FAULTS[random.usize(..FAULTS.len())];
            let operation = &review.calls[random.usize(..review.calls.len())].operation;
            json!({"operation": operation, "kind": kind, "times": random.usize(1..4)})
        });
        let what = format!(
            "seed {seed}, step {step}: {} {:?} with {fault:?}",
            case.name, review.subject
        );
        if let Some(fault) = fault {
            console.fault(fault).await;
        }
        let outcome = make(&console, &review).await;
        console.no_faults().await;
        before = assert_agreed(&console, &before, outcome, &what).await;
        made += usize::from(outcome == Outcome::Made);
    }
    assert!(made > 1, "seed {seed} made {made} changes only");
    let unsettled = console.desk.changes().audit().unsettled().await;
    assert_eq!(unsettled.expect("an audit log"), Vec::<String>::new());
    assert_chained(&console).await;
}

/// A change that can be made, reviewed; `None` where it came out that it can't be.
async fn draw(console: &Console, random: &mut Rng) -> Option<(&'static Case, Review)> {
    let known = console.desk.snapshot();
    let case = &cases::ALL[random.usize(..cases::ALL.len())];
    let subjects = (case.subjects)(&known);
    let subject = subjects.get(random.usize(..subjects.len().max(1)))?;
    let n = random.usize(..1000);
    if !matches!(console.form(case.action, subject).await, FormAnswer::Form(_)) {
        return None;
    }
    let fields = (case.fields)(&known, subject, n);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = console.submit(case.action, subject, &fields).await;
    let draft = answer.location().strip_prefix("/changes/review/")?;
    match console.review(draft).await {
        ReviewAnswer::Review(review) => Some((case, *review)),
        _ => None,
    }
}

async fn make(console: &Console, review: &Review) -> Outcome {
    let secrets = cases::secrets(review);
    let answer = console.make(review, &cases::given(&secrets)).await;
    console.record_of(&answer).await.outcome
}

/// Frontdesk knows what AWS has, which is something else than before exactly if the audit log says so.
async fn assert_agreed(console: &Console, before: &State, outcome: Outcome, what: &str) -> State {
    let after = read(&console.aws).await;
    assert_same(
        &after,
        &state(&console.desk.snapshot()),
        &format!("what AWS has, and what Frontdesk shows after {what}"),
    );
    match outcome {
        Outcome::Made | Outcome::InPart => assert_ne!(*before, after, "nothing was made by {what}"),
        Outcome::NotMade => assert_same(before, &after, &format!("what AWS had before {what}, and after")),
        Outcome::Open | Outcome::Unknown => panic!("{what} is not settled"),
    }
    after
}

/// Each entry of the audit log is chained to the one before.
async fn assert_chained(console: &Console) {
    let rows = sqlx::query("SELECT body, hash FROM audit ORDER BY number");
    let rows = rows.fetch_all(&console.desk.pool).await.expect("entries");
    let mut last = START.to_owned();
    for row in &rows {
        last = link(&last, row.get("body"));
        assert_eq!(row.get::<String, _>("hash"), last);
    }
    assert!(!rows.is_empty());
}
