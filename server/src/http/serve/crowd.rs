//! All open connections, and who has to go when there are too many.

use super::stage::{MOMENT, Progress};
use crate::metrics::Metrics;
use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{
    sync::Notify,
    task::yield_now,
    time::{Instant, sleep_until},
};

/// How many may be open above the limit: those that were asked to go and have not yet looked whether something came meanwhile, and those
/// that stay because it did.
pub(super) const SPARE: usize = 64;

/// The open connections.
#[derive(Clone)]
pub(super) struct Crowd(Arc<Inner>);

struct Inner {
    most: usize,
    metrics: Arc<Metrics>,
    open: Mutex<Open>,
    /// Told of each connection that ends.
    ended: Notify,
}

#[derive(Default)]
struct Open {
    next: u64,
    places: HashMap<u64, Progress>,
    /// Those that were asked to go, and since when they had kept us waiting.
    leaving: HashMap<u64, Instant>,
}

/// The place of one connection among the others, until it is dropped.
pub(super) struct Place {
    crowd: Crowd,
    number: u64,
    pub(super) progress: Progress,
}

impl Crowd {
    pub(super) fn new(most: usize, metrics: Arc<Metrics>) -> Self {
        Self(Arc::new(Inner {
            most,
            metrics,
            open: Mutex::default(),
            ended: Notify::new(),
        }))
    }

    /// A place for a new connection. Waits where all others are at work, or may still have something on their way: were they sent away
    /// for those who come in a burst, nobody would be answered. Who comes meanwhile waits in the system's queue.
    pub(super) async fn admit(&self) -> Place {
        let mut is_delayed = false;
        loop {
            let look_again = match self.admit_now() {
                Ok(place) => return place,
                Err(look_again) => look_again,
            };
            if !mem::replace(&mut is_delayed, true) {
                self.0.metrics.connections_delayed.inc();
            }
            tokio::select! {
                () = self.0.ended.notified() => {}
                () = sleep_until(look_again) => {}
            }
        }
    }

    /// A place, or when to look again.
    fn admit_now(&self) -> Result<Place, Instant> {
        let most = self.0.most;
        let mut open = self.open();
        if open.places.len() >= most && open.leaving.len() < SPARE {
            open.ask_the_slowest()?;
        }
        if open.places.len() + open.leaving.len() >= most + SPARE {
            return Err(Instant::now() + MOMENT);
        }
        let number = open.next;
        open.next += 1;
        let progress = Progress::new();
        open.places.insert(number, progress.clone());
        self.0.metrics.connections_open.inc();
        Ok(Place {
            crowd: self.clone(),
            number,
            progress,
        })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Asks the one that has kept us waiting longest to go, or tells when somebody may be asked.
    fn ask_the_slowest(&mut self) -> Result<(), Instant> {
        let now = Instant::now();
        let waiting = self
            .places
            .iter()
            .filter_map(|(number, progress)| Some((progress.rank()?, *number, progress.may_go_from())));
        let slowest = waiting.clone().filter(|(.., from)| *from <= now).min();
        let Some(((_, since), number, _)) = slowest else {
            let next = waiting.map(|(.., from)| from).min();
            return Err(next.unwrap_or(now + MOMENT));
        };
        if let Some(progress) = self.places.remove(&number) {
            progress.give_way();
            self.leaving.insert(number, since);
        }
        Ok(())
    }
}

impl Place {
    /// Resolves when the connection is asked to close for another one, and nothing has come since it was chosen.
    pub(super) async fn has_to_give_way(&self) {
        loop {
            self.progress.is_asked_to_give_way().await;
            // Whoever yields is polled after the system was asked which bytes came.
            yield_now().await;
            let since = self.progress.rank().map(|(_, since)| since);
            let mut open = self.crowd.open();
            if since.as_ref() == open.leaving.get(&self.number) {
                return;
            }
            open.leaving.remove(&self.number);
            open.places.insert(self.number, self.progress.clone());
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.crowd.open();
        open.places.remove(&self.number);
        open.leaving.remove(&self.number);
        drop(open);
        self.crowd.0.metrics.connections_open.dec();
        self.crowd.0.ended.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::time::Duration;
    use tokio::time::{advance, timeout};

    async fn is_sent_away(place: &Place) -> bool {
        timeout(Duration::from_millis(1), place.has_to_give_way()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn the_one_that_keeps_us_waiting_longest_gives_way() {
        let crowd = Crowd::new(2, Arc::default());
        let busy = crowd.admit().await;
        busy.progress.asked(false);
        let slow = crowd.admit().await;
        slow.progress.heard();
        advance(MOMENT).await;
        let new = crowd.admit().await;
        assert!(is_sent_away(&slow).await && !is_sent_away(&busy).await && !is_sent_away(&new).await);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_sent_away_before_a_request_can_be_there() {
        let crowd = Crowd::new(1, Arc::default());
        let start = Instant::now();
        let first = crowd.admit().await;
        assert!(crowd.admit().now_or_never().is_none() && !is_sent_away(&first).await);
        let second = crowd.admit().await;
        assert!(start.elapsed() >= MOMENT && is_sent_away(&first).await);
        let (third, ()) = tokio::join!(crowd.admit(), async { drop(second) });
        assert!(!is_sent_away(&third).await && start.elapsed() < 2 * MOMENT);
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_heard_meanwhile_stays() {
        let crowd = Crowd::new(1, Arc::default());
        let first = crowd.admit().await;
        advance(MOMENT).await;
        let second = crowd.admit().await;
        advance(Duration::from_millis(1)).await;
        first.progress.heard();
        assert!(!is_sent_away(&first).await);
        advance(MOMENT).await;
        let third = crowd.admit().await;
        assert!(is_sent_away(&second).await && !is_sent_away(&third).await && !is_sent_away(&first).await);
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_again_and_again_keeps_nobody_out() {
        let crowd = Crowd::new(1, Arc::default());
        let busy = crowd.admit().await;
        busy.progress.asked(false);
        busy.progress.is_done();
        busy.progress.heard();
        let _new = crowd.admit().now_or_never().expect("a place");
        assert!(is_sent_away(&busy).await);
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_are_open_than_the_limit_and_a_few() {
        let crowd = Crowd::new(1, Arc::default());
        let mut open = Vec::new();
        for _ in 0..=SPARE {
            open.push(crowd.admit().await);
            advance(MOMENT).await;
        }
        assert!(crowd.admit().now_or_never().is_none());
        open.pop();
        assert!(crowd.admit().now_or_never().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn while_all_are_at_work_new_ones_wait() {
        let metrics = Arc::new(Metrics::default());
        let crowd = Crowd::new(1, Arc::clone(&metrics));
        let busy = crowd.admit().await;
        busy.progress.asked(false);
        let is_done = async {
            advance(Duration::from_mins(1)).await;
            assert!(!is_sent_away(&busy).await);
            busy.progress.is_done();
            busy.has_to_give_way().await;
        };
        let (_new, ()) = tokio::join!(crowd.admit(), is_done);
        // The one that gave way is not gone yet.
        assert_eq!(
            (metrics.connections_open.get(), metrics.connections_delayed.get()),
            (2, 1)
        );
    }
}
