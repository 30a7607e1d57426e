//! Whatever is changed, and whatever goes wrong meanwhile: what Frontdesk shows, what the audit log says and what AWS has agree.
//!
//! AWS's lists always lag behind, AWS goes on by itself when time passes, and of calls and answers some get lost, late, or garbled.

use super::{
    bulk_users,
    cases::{self, Case},
    console::Console,
    passage::{AwsTime, LAG_MILLIS, catch_up, clock, pass_here},
    state::{State, assert_same, state, stopped},
};
use crate::support::{Data, Desk, config, folder, frontdesk_at, frontdesk_of, is_complete, pacer, until};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{
            Action, FormAnswer, Outcome, Review, ReviewAnswer,
            bulk::{BulkState, RowState},
        },
        freshness::Kind,
    },
};
use aws_config::timeout::TimeoutConfig;
use fastrand::Rng;
use sandbox::{REGIONS, Sandbox};
use serde_json::{Value, json};
use server::{
    audit::{START, link},
    aws::Aws,
};
use sqlx::Row;
use std::time::Duration;
use tokio::time::timeout;

/// How many things happen.
const STEPS: usize = 16;

const FAULTS: [&str; 9] = [
    "THROTTLE",
    "SERVER_ERROR",
    "ACCESS_DENIED",
    "RESET_BEFORE",
    "RESET_AFTER",
    "TRUNCATED",
    "WRONG_JSON",
    "STALL",
    "STALL_AFTER",
];

/// For how long a call that stalls is waited for: long for a call on the same machine.
const PATIENCE: Duration = Duration::from_secs(2);

/// In what time everything is read.
const READ: Duration = Duration::from_secs(30);

/// Nothing is listed unless it is asked for.
const INTERVAL: Duration = Duration::from_hours(1);

/// What passes at a time, in seconds: AWS associates, deletes, verifies and gives up.
const PASSES: [u32; 5] = [3, 25, 3_600, 90_000, 300_000];

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

/// Somebody who changes things at random, and what AWS had when they last looked.
struct Walk {
    random: Rng,
    console: Console,
    aws: State,
    /// What is being done, for whoever reads why it failed.
    what: String,
}

/// Random changes with random faults; the same ones for the same seed.
async fn walk(seed: u64) {
    let sandbox = stopped();
    let start = async |data: &Data, aws: &str| impatient(data, aws, &sandbox).await;
    let console = Console::of_desk(sandbox.clone(), Role::Admin, start).await;
    console.put("settings", json!({ "list_delay_ms": LAG_MILLIS })).await;
    let mut walk = Walk {
        random: Rng::with_seed(seed),
        aws: read(&console).await,
        console,
        what: String::new(),
    };
    let mut made = 0;
    for step in 0..STEPS {
        walk.what = format!("seed {seed}, step {step}: ");
        made += match walk.random.u8(..8) {
            0 => walk.time_passes().await,
            1 => walk.users_are_changed_together().await,
            _ => walk.something_is_changed().await,
        };
    }
    assert!(made > 2, "seed {seed} made {made} changes only");
    let unsettled = walk.console.desk.changes().audit().unsettled().await;
    assert_eq!(unsettled.expect("an audit log"), Vec::<String>::new());
    assert_chained(&walk.console).await;
}

/// A Frontdesk that waits by AWS's time, and for no answer long.
async fn impatient(data: &Data, aws: &str, sandbox: &Sandbox) -> Desk {
    let (config, regions) = config(aws, &REGIONS).await;
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(PATIENCE).build();
    let config = config.into_builder().timeout_config(timeouts).build();
    let aws = Aws::new(&config, &regions, pacer().timed(AwsTime::of(sandbox)), clock);
    frontdesk_of(aws, &regions, INTERVAL, data, clock).await
}

/// What a Frontdesk that knows nothing yet reads, once the lists tell all.
async fn read(console: &Console) -> State {
    catch_up(&console.sandbox).await;
    let folder = folder();
    let desk = frontdesk_at(&folder, &console.aws, &REGIONS, clock).await;
    let snapshot = until(&desk, is_complete).await;
    desk.stop().await;
    state(&snapshot)
}

impl Walk {
    /// Says what is being done.
    fn does(&mut self, what: &str) {
        self.what.push_str(what);
    }

    /// One change, like a person's. Says how many were made.
    async fn something_is_changed(&mut self) -> usize {
        let Some((case, review)) = self.draw().await else {
            return 0;
        };
        let faults = self.faults(&review);
        self.does(&format!("{} {:?} with {faults:?}", case.name, review.subject));
        for fault in faults {
            self.console.fault(fault).await;
        }
        let secrets = cases::secrets(&review);
        let answer = self.console.make(&review, &cases::given(&secrets)).await;
        self.console.no_faults().await;
        // Nobody may have known what came of it, or what it is like after it.
        self.console.desk.changes().settle().await;
        if self.random.u8(..4) == 0 {
            self.lists_are_read().await;
        }
        if answer.location().contains("problem=") {
            self.assert_agreed(Outcome::NotMade).await;
            return 0;
        }
        let record = self.console.record_of(&answer).await;
        self.assert_agreed(record.outcome).await;
        usize::from(record.outcome == Outcome::Made)
    }

    /// A change that can be made, reviewed; `None` where it came out that it can't be.
    async fn draw(&mut self) -> Option<(&'static Case, Review)> {
        let known = self.console.desk.snapshot();
        let case = &cases::ALL[self.random.usize(..cases::ALL.len())];
        let subjects = (case.subjects)(&known);
        let subject = subjects.get(self.random.usize(..subjects.len().max(1)))?;
        let n = self.random.usize(..1000);
        if !matches!(self.console.form(case.action, subject).await, FormAnswer::Form(_)) {
            return None;
        }
        let fields = (case.fields)(&known, subject, n);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = self.console.submit(case.action, subject, &fields).await;
        let draft = answer.location().strip_prefix("/changes/review/")?;
        match self.console.review(draft).await {
            ReviewAnswer::Review(review) => Some((case, *review)),
            _ => None,
        }
    }

    /// What befalls one of the calls, and perhaps those that look at what came of it.
    fn faults(&mut self, review: &Review) -> Vec<Value> {
        let mut faults = Vec::new();
        if self.random.bool() {
            let operation = &review.calls[self.random.usize(..review.calls.len())].operation;
            faults.push(self.fault(operation));
        }
        if self.random.u8(..4) == 0 {
            let operation = match review.action.kind() {
                Kind::Users => "DescribeUser",
                Kind::EmailAddresses => "DescribeEmailAddress",
                Kind::Identities => "GetEmailIdentity",
                Kind::ConnectionAliases => "DescribeConnectionAliases",
            };
            let mut fault = self.fault(operation);
            fault["every"] = self.random.u8(1..3).into();
            faults.push(fault);
        }
        faults
    }

    fn fault(&mut self, operation: &str) -> Value {
        let kind = FAULTS[self.random.usize(..FAULTS.len())];
        // Each of these takes real time.
        let times = if kind.starts_with("STALL") {
            1
        } else {
            self.random.u8(1..4)
        };
        json!({ "operation": operation, "kind": kind, "times": times })
    }

    /// The same change of some users, row by row. Says how many were made.
    async fn users_are_changed_together(&mut self) -> usize {
        let known = self.console.desk.snapshot();
        let instances: Vec<_> = known.instances.values().collect();
        let instance = instances[self.random.usize(..instances.len())];
        let mut users: Vec<_> = known
            .users
            .values()
            .filter(|user| user.instance == instance.id)
            .collect();
        self.random.shuffle(&mut users);
        users.truncate(self.random.usize(1..4));
        let users: Vec<_> = users
            .iter()
            .map(|user| format!("{}/{}", user.instance, user.id))
            .collect();
        let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
        let (action, operation) = match self.random.u8(..3) {
            0 => (Action::BulkDeleteUsers, "DeleteUser"),
            _ => (Action::BulkEditUsers, "TagResource"),
        };
        let mut answer = self.console.post(action.submit_path(), &selected).await;
        if action == Action::BulkEditUsers {
            let tag = self.random.u16(..).to_string();
            let subject = app::model::change::Subject::new(&instance.id, "");
            let fields = [("tag_key", "walk"), ("tag_value", tag.as_str())];
            answer = self.console.submit(action, &subject, &fields).await;
        }
        let review = bulk_users::bulk(&self.console, answer.location()).await;
        let fault = self.random.bool().then(|| self.fault(operation));
        self.does(&format!("{} of {users:?} with {fault:?}", review.title));
        if let Some(fault) = fault {
            self.console.fault(fault).await;
        }
        let typed = review
            .confirmation
            .as_ref()
            .map_or("", |confirmation| &confirmation.text);
        let fields = [("bulk", review.id.as_str()), ("confirmation", typed)];
        self.console.post("/changes/bulk/start", &fields).await;
        if self.random.bool() {
            bulk_users::press(&self.console, "pause", &review).await;
            bulk_users::press(&self.console, "start", &review).await;
        }
        let done = bulk_users::until(&self.console, &review.id, |bulk| bulk.state != BulkState::Running).await;
        self.console.no_faults().await;
        assert_eq!(done.state, BulkState::Done, "{}: {:?}", self.what, done.why);
        self.console.desk.changes().settle().await;
        let done = bulk_users::bulk(&self.console, answer.location()).await;
        let tried = [RowState::Made, RowState::InPart, RowState::NotMade, RowState::Skipped];
        assert_eq!(done.count(&tried), done.total(), "{}: {:?}", self.what, done.rows);
        for row in done.rows.iter().filter(|row| row.state != RowState::Skipped) {
            let record = match &row.change {
                Some(change) => self.console.record(change).await.outcome,
                None => Outcome::NotMade,
            };
            assert_eq!(
                record == Outcome::Made,
                row.state == RowState::Made,
                "{}: {row:?}",
                self.what
            );
        }
        let made = done.count(&[RowState::Made, RowState::InPart]);
        self.assert_agreed(if made > 0 { Outcome::Made } else { Outcome::NotMade })
            .await;
        usize::try_from(made).expect("a few")
    }

    /// Somebody has the lists read again while they lag behind: what they do not tell yet is not forgotten.
    async fn lists_are_read(&mut self) {
        self.does(", then lists are read");
        let known = state(&self.console.desk.snapshot());
        pass_here(700);
        self.console.listed().await;
        let now = state(&self.console.desk.snapshot());
        assert_same(
            &known,
            &now,
            &format!("what Frontdesk showed before and after {}", self.what),
        );
    }

    /// AWS goes on by itself, and Frontdesk learns of it when it reads all again.
    async fn time_passes(&mut self) -> usize {
        let seconds = PASSES[self.random.usize(..PASSES.len())];
        self.does(&format!("{seconds} s pass"));
        self.console.pass(seconds).await;
        // Long enough for what was read before to be old.
        pass_here(24 * 60 * 60 * 1_000);
        // Nobody stays signed in that long.
        self.console.sign_in(Role::Admin).await;
        self.console.listed().await;
        self.aws = read(&self.console).await;
        // Some of it is read after the lists.
        let is_known = until(&self.console.desk, |snapshot| state(snapshot) == self.aws);
        drop(timeout(READ, is_known).await);
        self.assert_shown();
        0
    }

    /// Frontdesk knows what AWS has, which is something else than before exactly if the audit log says so.
    async fn assert_agreed(&mut self, outcome: Outcome) {
        let (before, what) = (std::mem::take(&mut self.aws), &self.what);
        self.aws = read(&self.console).await;
        self.assert_shown();
        match outcome {
            Outcome::Made | Outcome::InPart => assert_ne!(before, self.aws, "nothing was made by {what}"),
            Outcome::NotMade => assert_same(&before, &self.aws, &format!("what AWS had before {what}, and after")),
            Outcome::Open | Outcome::Unknown => panic!("{what} is not settled"),
        }
    }

    fn assert_shown(&self) {
        let shown = state(&self.console.desk.snapshot());
        assert_same(
            &self.aws,
            &shown,
            &format!("what AWS has, and what Frontdesk shows after {}", self.what),
        );
    }
}

/// Each entry of the audit log is chained to the one before.
pub async fn assert_chained(console: &Console) {
    let rows = sqlx::query("SELECT body, hash FROM audit ORDER BY number");
    let rows = rows.fetch_all(&console.desk.pool).await.expect("entries");
    let mut last = START.to_owned();
    for row in &rows {
        last = link(&last, row.get("body"));
        assert_eq!(row.get::<String, _>("hash"), last);
    }
    assert!(!rows.is_empty());
}
