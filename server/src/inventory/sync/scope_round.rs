//! What the rounds of all kinds do alike: report a listing, then describe what needs it.

use super::round::{Outcome, Round};
use crate::{
    aws::CallError,
    inventory::{Draft, Key, Resource},
};
use app::model::{
    freshness::{Cause, Kind, Problem, Progress, Scope},
    time::Timestamp,
};
use futures::{Stream, StreamExt, stream};
use std::{
    pin::{Pin, pin},
    time::Duration,
};
use tokio::time::sleep;

/// Calls under way at a time. The pacer sets the speed; this only hides how long an answer takes.
const CONCURRENT: usize = 4;

const MOMENT: Duration = Duration::from_millis(250);
const MOST_AT_ONCE: usize = 256;

/// One kind in one Region, while a round reads it.
pub(super) struct ScopeRound<'a> {
    round: &'a Round,
    scope: Scope,
    /// When it began.
    pub(super) start: Timestamp,
    problem: Option<Problem>,
    outcome: Outcome,
}

impl<'a> ScopeRound<'a> {
    pub(super) fn start(round: &'a Round, kind: Kind) -> Self {
        let region = round.reader.region.clone();
        Self {
            round,
            scope: Scope { kind, region },
            start: round.reader.now(),
            problem: None,
            outcome: Outcome {
                joined: round.refreshes(),
                cut_short: false,
            },
        }
    }

    /// Keeps in mind that a call failed, and says so at once.
    pub(super) fn fail(&mut self, error: CallError) {
        if let CallError::Problem(problem) = error {
            self.problem = Some(problem.clone());
            self.change(|draft, scope| draft.scope(scope, |state| state.problem = Some(problem)));
        }
    }

    /// Says that the listing is complete; `take_out` takes out what it did not contain.
    pub(super) fn listed(&mut self, take_out: impl FnOnce(&mut Draft)) {
        self.outcome.joined = self.round.refreshes();
        let (now, problem) = (self.round.reader.now(), self.problem.clone());
        self.change(|draft, scope| {
            take_out(draft);
            draft.complete(scope, now);
            draft.scope(scope, |state| state.problem = problem);
        });
    }

    /// Reads the details of `needy`, in order, out of `all` there are, until it is time to list again.
    pub(super) async fn describe<T, F>(&mut self, needy: Vec<Key>, all: usize, ask: impl Fn(Key) -> F)
    where
        T: Resource,
        F: Future<Output = Result<T, CallError>>,
    {
        let mut left = needy.len();
        let at_start = progress(all, left);
        self.change(|draft, scope| draft.scope(scope, |state| state.progress = at_start));
        let due = self.round.listing_due(self.outcome.joined);
        let answers = stream::iter(needy)
            .map(|key| {
                let answer = ask(key.clone());
                async move { (key, answer.await) }
            })
            .buffer_unordered(CONCURRENT)
            .take_until(due);
        let mut answers = pin!(answers);
        while let Some(batch) = next_batch(answers.as_mut()).await {
            left -= batch.len();
            if !self.take_in(batch, progress(all, left)) {
                break;
            }
        }
        self.outcome.cut_short = left > 0 && !self.is_stuck();
    }

    /// The end: what went wrong stays on record, or what went wrong before is over.
    pub(super) fn finish(self) -> Outcome {
        let problem = self.problem.clone();
        self.change(|draft, scope| {
            draft.scope(scope, |state| {
                state.progress = None;
                state.problem = problem;
            });
        });
        self.outcome
    }

    /// Takes in what was described; false where it makes no sense to go on.
    fn take_in<T: Resource>(&mut self, answers: Vec<(Key, Result<T, CallError>)>, progress: Option<Progress>) -> bool {
        let mut failed = Vec::new();
        self.change(|draft, scope| {
            draft.scope(scope, |state| state.progress = progress);
            for (key, answer) in answers {
                match answer {
                    Ok(item) => draft.described(item),
                    Err(CallError::NotFound) => draft.remove::<T>(key),
                    Err(problem @ CallError::Problem(_)) => failed.push(problem),
                }
            }
        });
        for problem in failed {
            self.fail(problem);
        }
        !self.is_stuck()
    }

    /// Whether the next call would fail for the same reason.
    fn is_stuck(&self) -> bool {
        let cause = self.problem.as_ref().map(|problem| &problem.cause);
        !matches!(cause, None | Some(Cause::Throttled | Cause::Other(_)))
    }

    fn change(&self, change: impl FnOnce(&mut Draft, &Scope)) {
        self.round.inventory.apply(|draft| change(draft, &self.scope));
    }
}

fn progress(all: usize, left: usize) -> Option<Progress> {
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    (left > 0).then(|| Progress {
        done: count(all.saturating_sub(left)),
        total: count(all),
    })
}

/// What comes within a moment, together: each change to the inventory costs a copy of a table, and redraws pages.
async fn next_batch<S: Stream>(mut answers: Pin<&mut S>) -> Option<Vec<S::Item>> {
    let mut batch = vec![answers.next().await?];
    let mut moment = pin!(sleep(MOMENT));
    while batch.len() < MOST_AT_ONCE {
        tokio::select! {
            biased;
            next = answers.next() => match next {
                Some(answer) => batch.push(answer),
                None => break,
            },
            () = &mut moment => break,
        }
    }
    Some(batch)
}
