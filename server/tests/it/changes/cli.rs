//! The commands that a review shows do what the product does: they are given to the real AWS CLI, in front of another simulated AWS
//! with the same seed.

use super::{
    cases::{self, Case},
    console::Console,
    state::{assert_same, read, state, stopped},
};
use crate::support::{folder, serve};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, FormAnswer, Review, ReviewAnswer},
    },
};
use std::{
    collections::BTreeSet,
    path::Path,
    process::{Command, Stdio},
};

/// What stands for a secret in a command.
const PLACEHOLDER: &str = "<secret>";

/// Makes a change through the product in one simulated AWS, and by the commands of its review in another.
pub async fn compare(case: &Case) {
    let console = Console::on(stopped(), Role::Admin).await;
    let review = first_review(&console, case).await;
    let secrets = cases::secrets(&review);
    let answer = console.make(&review, &cases::given(&secrets)).await;
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);

    let aws = serve(stopped().router()).await;
    let home = folder();
    let has_placeholder = review.calls.iter().any(|call| call.cli.contains(PLACEHOLDER));
    assert_eq!(has_placeholder, !secrets.is_empty());
    for call in &review.calls {
        let secret = secrets.first().map_or("", |(_, secret)| secret);
        run(&call.cli.replace(PLACEHOLDER, secret), &aws, home.path());
    }
    let (by_product, by_cli) = (read(&console.aws).await, read(&aws).await);
    assert_same(&by_product, &by_cli, "what the product made, and what the AWS CLI made");
    let known = state(&console.desk.snapshot());
    assert_same(
        &by_product,
        &known,
        "what AWS has, and what Frontdesk knows without being told to read all again",
    );
}

/// The review of the first thing to which this can be done.
async fn first_review(console: &Console, case: &Case) -> Review {
    let known = console.desk.snapshot();
    let mut others = Vec::new();
    for subject in (case.subjects)(&known) {
        let form = console.form(case.action, &subject).await;
        if !matches!(form, FormAnswer::Form(_)) {
            others.push(format!("{subject:?}: {form:?}"));
            continue;
        }
        let fields = (case.fields)(&known, &subject, 0);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = console.submit(case.action, &subject, &fields).await;
        let Some(draft) = answer.location().strip_prefix("/changes/review/") else {
            let page = console.get(answer.location()).await;
            let errors: Vec<_> = page
                .body
                .match_indices("field-error")
                .map(|(at, _)| page.body[at..].chars().take(200).collect::<String>())
                .collect();
            others.push(format!("{subject:?} is not filled in well: {fields:?} {errors:?}"));
            continue;
        };
        match console.review(draft).await {
            ReviewAnswer::Review(review) => return *review,
            other => others.push(format!("{subject:?}: {other:?}")),
        }
    }
    panic!("{} can be done to nothing: {others:#?}", case.name);
}

/// Runs a command as somebody would who copied it, with nothing else in the environment than where AWS is, and who asks.
fn run(command: &str, aws: &str, home: &Path) {
    let tools = std::env::var("FRONTDESK_TOOLS").expect("FRONTDESK_TOOLS, from tools/env.sh");
    let output = Command::new("sh")
        .args(["-c", command])
        .env_clear()
        .env("PATH", format!("{tools}/python/bin:/usr/bin:/bin"))
        .env("HOME", home)
        .env("AWS_ENDPOINT_URL", aws)
        .env("AWS_ACCESS_KEY_ID", sandbox::ACCESS_KEY_ID)
        .env("AWS_SECRET_ACCESS_KEY", sandbox::SECRET_ACCESS_KEY)
        .env("AWS_PAGER", "")
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{error}");
}

#[test]
fn every_change_is_compared() {
    let compared: BTreeSet<Action> = cases::ALL.iter().map(|case| case.action).collect();
    // Rows of a bulk are changes of their own, made as these are.
    let is_bulk = |action: &Action| matches!(action, Action::BulkEditUsers | Action::BulkDeleteUsers);
    let all: BTreeSet<Action> = Action::ALL.iter().copied().filter(|action| !is_bulk(action)).collect();
    assert_eq!(compared, all);
}
