//! One bucket of tokens, and who may take from it next.

use super::timer::Timer;
use governor::{Quota, RateLimiter, middleware::NoOpMiddleware, state::InMemoryState};
use std::{
    num::NonZeroU32,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// How long a lane rests after AWS asked to slow down.
pub(super) const HOLD: Duration = Duration::from_secs(5);

/// After so long without such a wish, a lane is twice as fast again.
pub(super) const QUIET: Duration = Duration::from_secs(60);

/// A lane is never slower than this part of its rate.
const SLOWEST: f64 = 1.0 / 32.0;

/// How fast a lane is when nothing is in the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rate {
    /// Calls a second.
    pub(super) per_second: f64,
    /// Calls at once.
    pub(super) burst: NonZeroU32,
}

/// The calls of one operation in one Region.
pub(super) struct Lane {
    rate: Rate,
    /// How many processes share the rate.
    sharers: Arc<AtomicU32>,
    /// How many people wait.
    people: watch::Sender<usize>,
    /// How many calls of the sync wait.
    sync: AtomicU32,
    timer: Arc<dyn Timer>,
    state: Mutex<State>,
}

struct State {
    bucket: Bucket,
    clock: Clock,
    /// The part of the rate that AWS lets through: 1 until it asks to slow down.
    factor: f64,
    sharers: u32,
    /// When `factor` was last set.
    set_at: Duration,
    /// Before this, nothing is sent.
    held_until: Duration,
}

type Bucket = RateLimiter<governor::state::NotKeyed, InMemoryState, Clock, NoOpMiddleware<Duration>>;

impl Lane {
    pub(super) fn new(rate: Rate, sharers: Arc<AtomicU32>, timer: Arc<dyn Timer>) -> Self {
        let now = timer.elapsed();
        let clock = Clock(Arc::clone(&timer));
        let count = sharers.load(Ordering::Relaxed).max(1);
        let bucket = RateLimiter::direct_with_clock(quota(rate, 1.0, count), clock.clone());
        Self {
            rate,
            sharers,
            people: watch::Sender::new(0),
            sync: AtomicU32::new(0),
            timer,
            state: Mutex::new(State {
                bucket,
                clock,
                factor: 1.0,
                sharers: count,
                set_at: now,
                held_until: now,
            }),
        }
    }

    pub(super) async fn acquire_for_people(&self) {
        let _waiting = PersonWaiting::start(&self.people);
        while let Err(wait) = self.try_take() {
            self.timer.wait(wait).await;
        }
    }

    pub(super) async fn acquire_for_sync(&self) {
        let _waiting = SyncWaiting::start(&self.sync);
        let mut people = self.people.subscribe();
        loop {
            // The sender lives in `self`, so that this cannot fail.
            let _ = people.wait_for(|waiting| *waiting == 0).await;
            match self.try_take() {
                Ok(()) => return,
                Err(wait) => self.timer.wait(wait).await,
            }
        }
    }

    /// AWS asked to slow down: the lane rests, then goes on half as fast. What else was under way when it asked says so too, and
    /// counts once.
    pub(super) fn throttled(&self) {
        let mut state = self.state();
        let now = self.timer.elapsed();
        if now >= state.held_until {
            let factor = (state.factor / 2.0).max(SLOWEST);
            state.set_factor(self.rate, factor, now);
        }
        state.held_until = now + HOLD;
    }

    /// Calls a second, as things are.
    pub(super) fn per_second(&self) -> f64 {
        let state = self.refreshed();
        self.rate.per_second * state.factor / f64::from(state.sharers)
    }

    /// Calls a second when AWS has not asked to slow down.
    pub(super) fn full_per_second(&self) -> f64 {
        self.rate.per_second / f64::from(self.refreshed().sharers)
    }

    /// How many calls wait for a token.
    pub(super) fn waiting(&self) -> u32 {
        let people = u32::try_from(*self.people.borrow()).unwrap_or(u32::MAX);
        people.saturating_add(self.sync.load(Ordering::Relaxed))
    }

    /// How long nothing is sent from now on, because AWS asked for it.
    pub(super) fn held_for(&self) -> Duration {
        self.state().held_until.saturating_sub(self.timer.elapsed())
    }

    fn try_take(&self) -> Result<(), Duration> {
        let state = self.refreshed();
        let held = state.held_until.saturating_sub(self.timer.elapsed());
        if !held.is_zero() {
            return Err(held);
        }
        let taken = state.bucket.check();
        taken.map_err(|not_until| not_until.wait_time_from(self.timer.elapsed()))
    }

    /// The state as it is after what has been quiet since, and with as many sharers as there are now.
    fn refreshed(&self) -> MutexGuard<'_, State> {
        let mut state = self.state();
        let now = self.timer.elapsed();
        while state.factor < 1.0 && now.saturating_sub(state.set_at) >= QUIET {
            let (factor, at) = ((state.factor * 2.0).min(1.0), state.set_at + QUIET);
            state.set_factor(self.rate, factor, at);
        }
        let sharers = self.sharers.load(Ordering::Relaxed).max(1);
        if sharers != state.sharers {
            state.sharers = sharers;
            let (factor, at) = (state.factor, state.set_at);
            state.set_factor(self.rate, factor, at);
        }
        state
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn set_factor(&mut self, rate: Rate, factor: f64, at: Duration) {
        (self.factor, self.set_at) = (factor, at);
        let quota = quota(rate, factor, self.sharers);
        self.bucket = RateLimiter::direct_with_clock(quota, self.clock.clone());
        // A new bucket is full: another speed is no reason for calls at once.
        let _ = self.bucket.check_n(quota.burst_size());
    }
}

/// `factor` of the rate, and all of its burst, divided among `sharers`; each can make one call.
fn quota(rate: Rate, factor: f64, sharers: u32) -> Quota {
    let per_second = rate.per_second * factor / f64::from(sharers);
    let period = Duration::try_from_secs_f64(1.0 / per_second).unwrap_or(Duration::from_secs(1));
    let burst = NonZeroU32::new(rate.burst.get() / sharers).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period.max(Duration::from_nanos(1)))
        .unwrap_or(Quota::per_second(NonZeroU32::MIN))
        .allow_burst(burst)
}

/// Counts a call of the sync as waiting until dropped.
struct SyncWaiting<'a>(&'a AtomicU32);

impl<'a> SyncWaiting<'a> {
    fn start(sync: &'a AtomicU32) -> Self {
        sync.fetch_add(1, Ordering::Relaxed);
        Self(sync)
    }
}

impl Drop for SyncWaiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Counts a person as waiting until dropped.
struct PersonWaiting<'a>(&'a watch::Sender<usize>);

impl<'a> PersonWaiting<'a> {
    fn start(people: &'a watch::Sender<usize>) -> Self {
        people.send_modify(|waiting| *waiting += 1);
        Self(people)
    }
}

impl Drop for PersonWaiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}

/// The timer, as a bucket asks it.
#[derive(Clone)]
struct Clock(Arc<dyn Timer>);

impl governor::clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::timer::Machine;
    use tokio::time::{Instant, advance};

    fn lane(per_second: f64, burst: u32) -> (Lane, Arc<AtomicU32>) {
        let sharers = Arc::new(AtomicU32::new(1));
        let burst = NonZeroU32::new(burst).expect("not zero");
        let rate = Rate { per_second, burst };
        let lane = Lane::new(rate, Arc::clone(&sharers), Arc::new(Machine::start()));
        (lane, sharers)
    }

    fn assert_rate(lane: &Lane, expected: f64) {
        let rate = lane.per_second();
        assert!((rate - expected).abs() < 1e-9, "{rate}, not {expected}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_throttle_halves_the_rate_and_quiet_minutes_restore_it() {
        let (lane, _) = lane(8.0, 4);
        lane.throttled();
        // Another call of the same moment.
        lane.throttled();
        assert_rate(&lane, 4.0);
        advance(HOLD).await;
        lane.throttled();
        assert_rate(&lane, 2.0);
        advance(QUIET).await;
        assert_rate(&lane, 4.0);
        advance(QUIET).await;
        assert_rate(&lane, 8.0);
        for _ in 0..20 {
            lane.throttled();
            advance(HOLD).await;
        }
        assert_rate(&lane, 8.0 * SLOWEST);
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_rest_nothing_comes_at_once() {
        let (lane, _) = lane(8.0, 4);
        lane.throttled();
        let start = Instant::now();
        for _ in 0..3 {
            lane.acquire_for_sync().await;
        }
        // At 4 a second, from the moment on at which it was slowed down: the rest fills the bucket.
        assert_eq!(start.elapsed().as_secs(), HOLD.as_secs());
        for _ in 0..8 {
            lane.acquire_for_sync().await;
        }
        let elapsed = start.elapsed().as_millis();
        assert!((6_700..6_800).contains(&elapsed), "{elapsed}");
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_share_it_have_a_part_each() {
        let (lane, sharers) = lane(6.0, 1);
        sharers.store(3, Ordering::Relaxed);
        assert_rate(&lane, 2.0);
        lane.throttled();
        assert_rate(&lane, 1.0);
        sharers.store(1, Ordering::Relaxed);
        assert_rate(&lane, 3.0);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_share_it_have_a_part_of_the_burst_each() {
        for (sharers, at_once) in [(1, 6), (3, 2), (7, 1)] {
            let (lane, of) = lane(1.0, 6);
            of.store(sharers, Ordering::Relaxed);
            let _ = lane.try_take();
            advance(Duration::from_mins(1)).await;
            let taken = (0..10).filter(|_| lane.try_take().is_ok()).count();
            assert_eq!(taken, at_once, "{sharers}");
        }
    }
}
