//! Changes that nobody knows the outcome of: the process ended between intent and outcome, or AWS did not answer. They are looked
//! at again until the truth is in the audit log.

use super::{
    Changes,
    carry_out::{Result, calls_with},
};
use crate::audit::{Entry, Event, Intent};
use app::model::{
    change::{CallOutcome, Outcome},
    changed::Topic,
};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// The time between two looks.
const PAUSE: Duration = Duration::from_secs(30);

pub(super) async fn settle_on(changes: Arc<Changes>) {
    match changes.bulk_rows().pause_all("Frontdesk was restarted.").await {
        // A page that was open all the time shows it.
        Ok(()) => changes.inventory.touch(Topic::Changes),
        Err(error) => tracing::error!(%error, "bulk changes that were under way can't be paused"),
    }
    loop {
        changes.settle().await;
        sleep(PAUSE).await;
    }
}

impl Changes {
    /// Looks at each change whose outcome nobody knows, but for those under way; and reads what could not be read after a change.
    pub async fn settle(&self) {
        self.read_unread().await;
        let unsettled = match self.audit.unsettled().await {
            Ok(unsettled) => unsettled,
            Err(error) => {
                tracing::error!(%error, "the audit log can't be read");
                return;
            }
        };
        for change in unsettled {
            if !self.under_way.contains(&change)
                && let Err(error) = self.settle_one(&change).await
            {
                tracing::error!(%error, change, "the outcome of a change can't be recorded");
            }
        }
    }

    async fn settle_one(&self, change: &str) -> sqlx::Result<()> {
        let (entries, _) = self.audit.entries(change).await?;
        let Some((Event::Intent(intent), rest)) = entries.split_first().map(|(first, rest)| (&first.event, rest))
        else {
            return Ok(());
        };
        let before = latest_outcome(rest);
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
