//! How many streams one person has: nobody's tabs keep others out.

use prometheus_client::metrics::gauge::Gauge;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// More visible tabs than this nobody looks at.
const MOST_OF_ONE_PERSON: usize = 12;

/// The open streams of each person.
#[derive(Clone)]
pub(super) struct Places(Arc<Inner>);

struct Inner {
    open: Gauge,
    taken: Mutex<HashMap<String, usize>>,
}

/// The place of one stream, until it is dropped.
pub(super) struct Place {
    places: Places,
    subject: String,
}

impl Places {
    pub(super) fn new(open: Gauge) -> Self {
        let taken = Mutex::default();
        Self(Arc::new(Inner { open, taken }))
    }

    /// A place for another stream of a person; `None` where they have as many as one may.
    pub(super) fn take(&self, subject: &str) -> Option<Place> {
        let mut taken = self.taken();
        let count = taken.entry(subject.to_owned()).or_default();
        if *count >= MOST_OF_ONE_PERSON {
            return None;
        }
        *count += 1;
        self.0.open.inc();
        Some(Place {
            places: self.clone(),
            subject: subject.to_owned(),
        })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(count) = taken.get_mut(&self.subject) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.subject);
            }
        }
        self.places.0.open.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_has_some_and_gets_them_back() {
        let open = Gauge::default();
        let places = Places::new(open.clone());
        let mut veras: Vec<_> = (0..MOST_OF_ONE_PERSON).map_while(|_| places.take("vera")).collect();
        assert_eq!(veras.len(), MOST_OF_ONE_PERSON);
        assert!(places.take("vera").is_none());
        let ottos = places.take("otto").expect("another person's");
        assert_eq!(open.get(), 13);
        veras.pop();
        assert!(places.take("vera").is_some());
        drop((veras, ottos));
        assert_eq!((open.get(), places.taken().len()), (0, 0));
    }
}
