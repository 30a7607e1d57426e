//! All open connections, and who has to go when there are too many.

use super::stage::Progress;
use crate::metrics::Metrics;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The open connections.
#[derive(Clone)]
pub(super) struct Crowd(Arc<Inner>);

struct Inner {
    most: usize,
    metrics: Arc<Metrics>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    places: HashMap<u64, Progress>,
}

/// The place of one connection among the others, until it is dropped.
pub(super) struct Place {
    crowd: Crowd,
    number: u64,
    pub(super) progress: Progress,
}

impl Crowd {
    pub(super) fn new(most: usize, metrics: Arc<Metrics>) -> Self {
        let open = Mutex::default();
        Self(Arc::new(Inner { most, metrics, open }))
    }

    /// A place for a new connection; `None` when all others are at work.
    pub(super) fn admit(&self) -> Option<Place> {
        let metrics = &self.0.metrics;
        let mut open = self.open();
        if open.places.len() >= self.0.most && !open.make_room() {
            metrics.connections_refused.inc();
            return None;
        }
        let number = open.next;
        open.next += 1;
        let progress = Progress::new();
        open.places.insert(number, progress.clone());
        metrics.connections_open.inc();
        Some(Place {
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
    fn make_room(&mut self) -> bool {
        let ranked = self
            .places
            .iter()
            .filter_map(|(number, progress)| Some((progress.rank()?, *number)));
        let Some((_, number)) = ranked.min() else { return false };
        if let Some(progress) = self.places.remove(&number) {
            progress.give_way();
        }
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.open().places.remove(&self.number);
        self.crowd.0.metrics.connections_open.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    fn is_sent_away(place: &Place) -> bool {
        place.progress.has_to_give_way().now_or_never().is_some()
    }

    #[test]
    fn the_one_that_keeps_us_waiting_longest_gives_way() {
        let crowd = Crowd::new(2, Arc::default());
        let busy = crowd.admit().expect("a place");
        busy.progress.asked(false);
        let slow = crowd.admit().expect("a place");
        slow.progress.heard();
        let new = crowd.admit().expect("the place of the slow one");
        assert!(is_sent_away(&slow) && !is_sent_away(&busy) && !is_sent_away(&new));
    }

    #[test]
    fn nobody_is_let_in_while_all_are_at_work() {
        let metrics = Arc::new(Metrics::default());
        let crowd = Crowd::new(1, Arc::clone(&metrics));
        let busy = crowd.admit().expect("a place");
        busy.progress.asked(false);
        assert!(crowd.admit().is_none());
        assert_eq!(
            (metrics.connections_open.get(), metrics.connections_refused.get()),
            (1, 1)
        );
        drop(busy);
        assert!(crowd.admit().is_some());
    }
}
