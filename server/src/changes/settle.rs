//! Changes that nobody knows the outcome of: the process ended between intent and outcome, or AWS did not answer. They are looked
//! at again until the truth is in the audit log.

use super::{
    Changes,
    carry_out::{Result, calls_with},
};
use crate::audit::{Entry, Event, Intent};
use app::model::change::{CallOutcome, Outcome};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// The time between two looks.
const PAUSE: Duration = Duration::from_secs(30);

/// With several replicas, the time until the first look. One that could not reach the database has taken its turns again by then.
const GRACE: Duration = Duration::from_secs(5);

/// What one replica does for all.
pub(super) async fn settle_on(changes: Arc<Changes>) {
    if changes.pools.is_shared() {
        sleep(GRACE).await;
    }
    loop {
        changes.settle().await;
        if let Err(error) = changes.once.tidy().await {
            tracing::warn!(%error, "passwords that nobody came for can't be forgotten");
        }
        sleep(PAUSE).await;
    }
}

/// What each replica does for itself: what could not be read after a change that was made here is known here.
pub(super) async fn read_on(changes: Arc<Changes>) {
    loop {
        sleep(PAUSE).await;
        changes.read_unread().await;
    }
}

impl Changes {
    /// Looks at each change whose outcome nobody knows, but for those under way; pauses bulk changes that nobody runs; and reads what
    /// could not be read after a change.
    pub async fn settle(&self) {
        // Whoever asks for it finds it done, also where another look is under way.
        let _one_at_a_time = self.settling.lock().await;
        self.read_unread().await;
        self.pause_abandoned().await;
        let unsettled = match self.audit.unsettled().await {
            Ok(unsettled) => unsettled,
            Err(error) => {
                tracing::error!(%error, "the audit log can't be read");
                return;
            }
        };
        for change in unsettled {
            if let Err(error) = self.settle_one(&change).await {
                tracing::error!(%error, change, "the outcome of a change can't be recorded");
            }
        }
    }

    /// Whoever makes a change has its turn until the outcome is written, in whichever replica.
    pub(super) async fn settle_one(&self, change: &str) -> sqlx::Result<()> {
        let Some(_turn) = self.turns.try_take(&turn_of(change)).await? else {
            return Ok(());
        };
        let (entries, _) = self.audit.entries(change).await?;
        let Some((Event::Intent(intent), rest)) = entries.split_first().map(|(first, rest)| (&first.event, rest))
        else {
            return Ok(());
        };
        let before = latest_outcome(rest);
        if before.is_some_and(|before| !matches!(before, Outcome::Open | Outcome::Unknown)) {
            // Since it was listed, somebody has found out.
            return Ok(());
        }
        let ended = self
            .find_out(&calls_with(&intent.calls, so_far(intent, rest)), true)
            .await;
        // The same as is written there already.
        if ended.outcome == Outcome::Unknown && before.is_none_or(|before| before == Outcome::Unknown) {
            return Ok(());
        }
        tracing::info!(
            change,
            outcome = ended.outcome.as_str(),
            "found out what came of a change"
        );
        self.append(change, Event::Outcome(ended)).await?;
        self.tell_bulk(change).await
    }
}

/// What the turn of those is called who make a change, or find out what came of it.
pub(super) fn turn_of(change: &str) -> String {
    format!("change {change}")
}

fn latest_outcome(entries: &[Entry]) -> Option<Outcome> {
    entries.iter().rev().find_map(|entry| match &entry.event {
        Event::Outcome(ended) => Some(ended.outcome),
        _ => None,
    })
}

/// What is written of each call.
fn so_far(intent: &Intent, entries: &[Entry]) -> Vec<Result> {
    let mut results: Vec<Result> = intent.calls.iter().map(|_| open()).collect();
    for entry in entries {
        match &entry.event {
            Event::Intent(_) => {}
            Event::Call(called) => {
                let index = usize::try_from(called.call).unwrap_or(usize::MAX);
                if let Some(result) = results.get_mut(index) {
                    result.outcome = called.outcome.clone();
                    result.created.clone_from(&called.created);
                }
            }
            Event::Outcome(ended) => {
                for (result, outcome) in results.iter_mut().zip(&ended.calls) {
                    result.outcome = outcome.clone();
                }
            }
        }
    }
    results
}

const fn open() -> Result {
    Result {
        outcome: CallOutcome {
            outcome: Outcome::Open,
            message: None,
            code: None,
            original: None,
            request_ids: Vec::new(),
        },
        created: None,
    }
}
