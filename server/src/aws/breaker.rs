//! Leaves a service alone that does not answer, and tries it again from time to time.

use super::Priority;
use app::model::{
    freshness::{Cause, Service},
    region::Region,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// After so many failures in a row a service is left alone.
const FAILURES: u32 = 5;

/// For so long at first; each attempt that fails doubles it.
const SHORTEST: Duration = Duration::from_secs(15);

/// But not for longer than this.
const LONGEST: Duration = Duration::from_mins(4);

/// One for each service in each Region.
#[derive(Default)]
pub(super) struct Breakers(Mutex<BTreeMap<(Region, Service), Arc<Breaker>>>);

impl Breakers {
    pub(super) fn of(&self, region: &Region, service: Service) -> Arc<Breaker> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry((region.clone(), service)).or_default())
    }

    /// Ends all pauses: somebody wants to know now.
    pub(super) fn end_pauses(&self) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for breaker in all.values() {
            if let Some(open) = &mut breaker.state().open {
                open.until = Instant::now();
            }
        }
    }
}

/// Whether a failed call says that a service is down, rather than what it thinks of the call.
pub(super) fn is_down(cause: &Cause, may_work_later: bool) -> bool {
    match cause {
        Cause::Unreachable => true,
        Cause::Other(_) => may_work_later,
        Cause::AccessDenied | Cause::Credentials | Cause::Throttled | Cause::NotInRegion => false,
    }
}

/// A service in a Region: closed while it answers, open while it is left alone.
#[derive(Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    failures: u32,
    open: Option<Open>,
    is_probed: bool,
}

struct Open {
    until: Instant,
    pause: Duration,
}

/// One call. Whoever drops it without a word knows nothing of the service.
pub(super) struct Pass {
    breaker: Arc<Breaker>,
    is_probe: bool,
}

impl Breaker {
    /// Whether the service may be called; `None` while it is left alone. Then one call at a time tries it: the first after the pause,
    /// or at any time one for a person.
    pub(super) fn admit(self: &Arc<Self>, priority: Priority) -> Option<Pass> {
        let mut state = self.state();
        let is_probe = match &state.open {
            None => false,
            Some(_) if state.is_probed => return None,
            Some(open) if priority == Priority::Sync && Instant::now() < open.until => return None,
            Some(_) => true,
        };
        state.is_probed |= is_probe;
        drop(state);
        Some(self.pass(is_probe))
    }

    /// What somebody said yes to is called in any case.
    pub(super) fn admit_change(self: &Arc<Self>) -> Pass {
        self.pass(false)
    }

    fn pass(self: &Arc<Self>, is_probe: bool) -> Pass {
        Pass {
            breaker: Arc::clone(self),
            is_probe,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pass {
    /// The service answered, whatever it said.
    pub(super) fn answered(self) {
        let mut state = self.breaker.state();
        (state.failures, state.open) = (0, None);
    }

    /// It did not, or failed.
    pub(super) fn failed(self) {
        let mut state = self.breaker.state();
        state.failures = state.failures.saturating_add(1);
        let pause = match &state.open {
            // Calls that were under way when it was opened say nothing new.
            Some(_) if !self.is_probe => return,
            Some(open) => (open.pause * 2).min(LONGEST),
            None if state.failures < FAILURES => return,
            None => SHORTEST,
        };
        state.open = Some(Open {
            until: Instant::now() + pause,
            pause,
        });
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if self.is_probe {
            self.breaker.state().is_probed = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Priority::{People, Sync},
        *,
    };
    use tokio::time::advance;

    fn open() -> Arc<Breaker> {
        let breaker = Arc::<Breaker>::default();
        for _ in 0..FAILURES {
            breaker.admit(Sync).expect("closed").failed();
        }
        breaker
    }

    #[tokio::test(start_paused = true)]
    async fn a_service_that_fails_again_and_again_is_left_alone() {
        let breaker = Arc::<Breaker>::default();
        for _ in 1..FAILURES {
            breaker.admit(Sync).expect("closed").failed();
        }
        breaker.admit(Sync).expect("closed").answered();
        for _ in 0..FAILURES {
            breaker.admit(Sync).expect("one answer counts").failed();
        }
        assert!(breaker.admit(Sync).is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn one_call_tries_it_after_a_pause_that_grows() {
        let breaker = open();
        advance(SHORTEST).await;
        let probe = breaker.admit(Sync).expect("a probe");
        assert!(breaker.admit(Sync).is_none() && breaker.admit(People).is_none());
        probe.failed();
        advance(SHORTEST).await;
        assert!(breaker.admit(Sync).is_none());
        advance(SHORTEST).await;
        breaker.admit(Sync).expect("a probe").answered();
        assert!(breaker.admit(Sync).is_some() && breaker.admit(Sync).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_person_need_not_wait_for_the_pause() {
        let breaker = open();
        let probe = breaker.admit(People).expect("a probe");
        assert!(breaker.admit(People).is_none());
        // Given up: the next one may.
        drop(probe);
        breaker.admit(People).expect("a probe").answered();
        assert!(breaker.admit(Sync).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_under_way_does_not_prolong_the_pause() {
        let breaker = Arc::<Breaker>::default();
        let late = breaker.admit(Sync).expect("closed");
        for _ in 0..FAILURES {
            breaker.admit(Sync).expect("closed").failed();
        }
        advance(SHORTEST / 2).await;
        late.failed();
        advance(SHORTEST / 2).await;
        assert!(breaker.admit(Sync).is_some());
        breaker.admit_change().answered();
        assert!(breaker.admit(Sync).is_some());
    }
}
