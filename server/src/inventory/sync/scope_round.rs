//! What the rounds of all kinds do alike: report a listing, then describe what needs it.

use super::{
    asked::Question,
    pace::Pace,
    round::{Outcome, Round},
};
use crate::{
    aws::CallError,
    inventory::{Draft, Key, Resource, draft::is_since},
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

/// For how long a listing or a search may lag behind a change, in milliseconds: AWS says seconds.
const LAG: i64 = 10_000;

const MOMENT: Duration = Duration::from_millis(250);
const MOST_AT_ONCE: usize = 256;

/// One kind in one Region, while a round reads it.
pub(super) struct ScopeRound<'a> {
    round: &'a Round,
    scope: Scope,
    /// When it began.
    pub(super) start: Timestamp,
    /// What was described since then, a listing that lags behind may not know yet.
    pub(super) since: Timestamp,
    /// Whose things are listed, as far as was known when it began.
    account: Option<String>,
    problem: Option<Problem>,
    outcome: Outcome,
}

impl<'a> ScopeRound<'a> {
    pub(super) fn start(round: &'a Round, kind: Kind) -> Self {
        let (region, start) = (round.reader.region.clone(), round.reader.now());
        let started = Self {
            round,
            scope: Scope { kind, region },
            start,
            since: Timestamp::from_millis(start.as_millis() - LAG),
            account: round.inventory.snapshot().account.clone(),
            problem: None,
            outcome: Outcome {
                joined: round.refreshes(),
                cut_short: false,
                is_silent: false,
            },
        };
        started.change(|draft, scope| draft.scope(scope, |state| state.is_reading = true));
        started
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
        let (joined, now) = (self.round.refreshes(), self.round.reader.now());
        let is_complete = self.change(|draft, scope| {
            // What was listed of another account is gone, and asked for again.
            let is_same_account = self.account.is_none() || self.account == draft.known().account;
            if is_same_account {
                take_out(draft);
                draft.complete(scope, now);
                draft.scope(scope, |state| state.problem.clone_from(&self.problem));
            }
            is_same_account
        });
        if is_complete {
            self.outcome.joined = joined;
        }
    }

    /// Reads the details of `needy`, in order, out of `all` there are, until it is time to list again.
    pub(super) async fn describe<T, F>(&mut self, needy: Vec<Key>, all: usize, ask: impl Fn(Key) -> F)
    where
        T: Resource,
        F: Future<Output = Result<T, CallError>>,
    {
        let mut left = needy.len();
        let mut pace = Pace::start(self.round.reader.now());
        let at_start = progress(all, left, 0);
        self.change(|draft, scope| draft.scope(scope, |state| state.progress = at_start));
        let due = self.round.listing_due(self.outcome.joined);
        let (round, start) = (self.round, self.start);
        let answers = stream::iter(needy)
            .map(|key| {
                // Somebody may have looked at it before its turn came.
                let turn = Turn::of::<T>(round, &key, start);
                let answer = matches!(turn, Turn::Ask { .. }).then(|| ask(key.clone()));
                async move {
                    let Some(answer) = answer else {
                        return (key, None);
                    };
                    let answer = answer.await;
                    drop(turn);
                    (key, Some(answer))
                }
            })
            .buffer_unordered(CONCURRENT)
            .take_until(due);
        let mut answers = pin!(answers);
        let mut stuck = false;
        while !stuck && let Some(batch) = next_batch(answers.as_mut()).await {
            left -= batch.len();
            let answered = batch.into_iter().filter_map(|(key, answer)| Some((key, answer?)));
            let answered: Vec<_> = answered.collect();
            stuck = !answered.is_empty() && answered.iter().all(|(_, answer)| is_stuck(answer));
            let now = self.round.reader.now();
            pace.note(count(answered.len()), now);
            self.take_in(answered, progress(all, left, pace.per_minute(now)));
        }
        self.outcome.cut_short = left > 0 && !stuck;
    }

    /// The end: what went wrong stays on record, or what went wrong before is over.
    pub(super) fn finish(mut self) -> Outcome {
        let problem = self.problem.clone();
        let cause = problem.as_ref().map(|problem| &problem.cause);
        self.outcome.is_silent = cause == Some(&Cause::Unreachable);
        self.change(|draft, scope| {
            draft.scope(scope, |state| {
                state.progress = None;
                state.problem = problem;
                state.is_reading = false;
            });
        });
        self.outcome
    }

    /// Takes in what was described.
    fn take_in<T: Resource>(&mut self, answers: Vec<(Key, Result<T, CallError>)>, progress: Option<Progress>) {
        let mut failed = Vec::new();
        let now = self.round.reader.now();
        self.change(|draft, scope| {
            draft.scope(scope, |state| state.progress = progress);
            for (key, answer) in answers {
                match answer {
                    Ok(item) => draft.described(item),
                    Err(CallError::NotFound) => draft.gone::<T>(key, now),
                    Err(problem @ CallError::Problem(_)) => failed.push(problem),
                }
            }
        });
        for problem in failed {
            self.fail(problem);
        }
    }

    fn change<R>(&self, change: impl FnOnce(&mut Draft, &Scope) -> R) -> R {
        self.round.inventory.apply(|draft| change(draft, &self.scope))
    }
}

/// Whether the sync asks for a thing.
enum Turn {
    /// It was read since the round began, or somebody else is waiting for it.
    IsOver,
    /// It asks; nobody else does meanwhile, where anybody could.
    Ask { _question: Option<Question> },
}

impl Turn {
    fn of<T: Resource>(round: &Round, key: &Key, start: Timestamp) -> Self {
        let snapshot = round.inventory.snapshot();
        let read_at = T::table(&snapshot).get(key).and_then(|item| item.described_at());
        let Some(target) = T::target(key) else {
            return Self::Ask { _question: None };
        };
        if read_at.is_some_and(|at| is_since(at, start)) {
            return Self::IsOver;
        }
        let question = round.asked.for_sync(&target);
        question.map_or(Self::IsOver, |question| Self::Ask {
            _question: Some(question),
        })
    }
}

/// Whether the next call of the same kind would fail for the same reason.
fn is_stuck<T>(answer: &Result<T, CallError>) -> bool {
    match answer {
        Err(CallError::Problem(problem)) => !matches!(problem.cause, Cause::Throttled | Cause::Other(_)),
        Ok(_) | Err(CallError::NotFound) => false,
    }
}

fn progress(all: usize, left: usize, per_minute: u32) -> Option<Progress> {
    (left > 0).then(|| Progress {
        done: count(all.saturating_sub(left)),
        total: count(all),
        per_minute,
    })
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::sync::asked::Asked;
    use crate::{
        aws::Priority,
        data::Data,
        inventory::tests::{aws, inventory},
    };
    use app::model::freshness::Service;
    use std::sync::Arc;
    use tokio::sync::watch;

    #[tokio::test]
    async fn what_was_listed_of_another_account_is_no_complete_listing() {
        let region = "eu-west-2".parse().expect("a Region");
        let data = Data::new();
        let inventory = Arc::new(inventory(&data, &region).await);
        let reader = aws(&region).reader(&region, Priority::Sync).expect("a reader");
        let refreshes = watch::Sender::new(0);
        let round = Round::new(
            Service::Connect,
            Arc::clone(&inventory),
            reader,
            Asked::new(Timestamp::default),
            refreshes.subscribe(),
            Duration::MAX,
        );
        let scope = Scope {
            kind: Kind::Users,
            region,
        };
        let is_complete = || inventory.snapshot().scopes[&scope].listed_at.is_some();
        let learn = |account: &str| inventory.apply(|draft| draft.account(account.to_owned()));

        learn("111122223333");
        let mut under_way = ScopeRound::start(&round, Kind::Users);
        learn("444455556666");
        refreshes.send_replace(1);
        under_way.listed(|_| {});
        assert!(!is_complete());
        assert_eq!(under_way.finish().joined, 0);

        let mut next = ScopeRound::start(&round, Kind::Users);
        next.listed(|_| {});
        assert!(is_complete());
        assert_eq!(next.finish().joined, 1);
    }
}
