//! One bucket of tokens, and who may take from it next.

use governor::{Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, state::InMemoryState};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

/// How long a lane rests after AWS asked to slow down.
pub(super) const HOLD: Duration = Duration::from_secs(5);

/// The calls of one operation in one Region.
pub(super) struct Lane {
    bucket: RateLimiter<governor::state::NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Duration>>,
    clock: TokioClock,
    /// How many people wait.
    people: watch::Sender<usize>,
    /// Before this, nothing is sent.
    held_until: Mutex<Instant>,
}

impl Lane {
    pub(super) fn new(quota: Quota) -> Self {
        let clock = TokioClock(Instant::now());
        Self {
            bucket: RateLimiter::direct_with_clock(quota, clock.clone()),
            clock,
            people: watch::Sender::new(0),
            held_until: Mutex::new(Instant::now()),
        }
    }

    pub(super) async fn acquire_for_people(&self) {
        let _waiting = Waiting::start(&self.people);
        while let Err(wait) = self.try_take() {
            sleep(wait).await;
        }
    }

    pub(super) async fn acquire_for_sync(&self) {
        let mut people = self.people.subscribe();
        loop {
            // The sender lives in `self`, so that this cannot fail.
            let _ = people.wait_for(|waiting| *waiting == 0).await;
            match self.try_take() {
                Ok(()) => return,
                Err(wait) => sleep(wait).await,
            }
        }
    }

    pub(super) fn hold(&self) {
        *self.held_until() = Instant::now() + HOLD;
    }

    fn held_until(&self) -> MutexGuard<'_, Instant> {
        self.held_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_take(&self) -> Result<(), Duration> {
        let held = self.held_until().saturating_duration_since(Instant::now());
        if !held.is_zero() {
            return Err(held);
        }
        self.bucket
            .check()
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }
}

/// Counts a person as waiting until dropped.
struct Waiting<'a>(&'a watch::Sender<usize>);

impl<'a> Waiting<'a> {
    fn start(people: &'a watch::Sender<usize>) -> Self {
        people.send_modify(|waiting| *waiting += 1);
        Self(people)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}

/// Tokio's clock, which tests can stop.
#[derive(Clone)]
struct TokioClock(Instant);

impl governor::clock::Clock for TokioClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}
