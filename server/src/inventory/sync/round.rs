//! One service in one Region, read round after round.

use super::asked::Asked;
use crate::{aws::Reader, inventory::Inventory};
use app::model::freshness::{Kind, Scope, Service};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

/// How long it takes to try again when AWS did not answer.
const RETRY: Duration = Duration::from_secs(15);

/// What a round works with.
pub(super) struct Round {
    pub(super) service: Service,
    pub(super) inventory: Arc<Inventory>,
    pub(super) reader: Reader,
    /// What is asked of AWS now, for whomever.
    pub(super) asked: Arc<Asked>,
    /// Whether somebody asked for this round, rather than the clock.
    pub(super) is_asked_for: bool,
    refreshes: watch::Receiver<u64>,
    interval: Duration,
}

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// How many refreshes had been asked for when its listings ended: those have joined it.
    pub(super) joined: u64,
    /// Whether it ended before all details were read, because it was time to list again.
    pub(super) cut_short: bool,
    /// Whether AWS did not answer.
    pub(super) is_silent: bool,
}

impl Outcome {
    /// Both, as one.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            joined: self.joined.min(other.joined),
            cut_short: self.cut_short || other.cut_short,
            is_silent: self.is_silent || other.is_silent,
        }
    }
}

impl Round {
    pub(super) const fn new(
        service: Service,
        inventory: Arc<Inventory>,
        reader: Reader,
        asked: Arc<Asked>,
        refreshes: watch::Receiver<u64>,
        interval: Duration,
    ) -> Self {
        Self {
            service,
            inventory,
            reader,
            asked,
            is_asked_for: false,
            refreshes,
            interval,
        }
    }

    /// How many refreshes were asked for until now.
    pub(super) fn refreshes(&self) -> u64 {
        *self.refreshes.borrow()
    }

    /// Waits until it is time to list again: the interval is over, or a refresh that has not `joined` is asked for.
    pub(super) async fn listing_due(&self, joined: u64) {
        let mut refreshes = self.refreshes.clone();
        tokio::select! {
            () = sleep(self.interval) => {}
            // An error means that nobody is left who could ask.
            Ok(_) = refreshes.wait_for(|count| *count > joined) => {}
        }
    }

    /// Waits until it is time for the next round; says whether somebody asked for that.
    pub(super) async fn rest_after(&self, outcome: Outcome) -> bool {
        if outcome.is_silent {
            // The breaker decides whether AWS is asked.
            let _ = timeout(RETRY, self.listing_due(outcome.joined)).await;
        } else if !outcome.cut_short {
            self.listing_due(outcome.joined).await;
        }
        self.refreshes() > outcome.joined
    }

    /// Waits until somebody has paused it, or has resumed it.
    pub(super) async fn until_paused(&self, paused: bool) {
        let mut versions = self.inventory.versions();
        // The inventory lives as long as its rounds.
        let _ = versions.wait_for(|_| self.is_paused() == paused).await;
    }

    /// Says that no round is under way: one that was is broken off.
    pub(super) fn is_over(&self) {
        self.inventory.apply(|draft| {
            for scope in self.scopes() {
                draft.scope(&scope, |state| {
                    state.progress = None;
                    state.is_reading = false;
                });
            }
        });
    }

    fn is_paused(&self) -> bool {
        let snapshot = self.inventory.snapshot();
        let is_paused = |scope| snapshot.scopes.get(&scope).is_some_and(|state| state.paused.is_some());
        self.scopes().any(is_paused)
    }

    /// What it reads.
    fn scopes(&self) -> impl Iterator<Item = Scope> {
        let kinds = Kind::ALL.into_iter().filter(|kind| kind.service() == self.service);
        kinds.map(|kind| Scope {
            kind,
            region: self.reader.region.clone(),
        })
    }
}
