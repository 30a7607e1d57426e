//! Which changes this process is making now.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The ids of the changes that are being made.
#[derive(Clone, Default)]
pub(super) struct UnderWay(Arc<Mutex<HashSet<String>>>);

/// Counts a change as under way until dropped, also when what makes it panics.
pub(super) struct Making {
    all: UnderWay,
    change: String,
}

impl UnderWay {
    /// From before its intent is written.
    pub(super) fn begin(&self, change: &str) -> Making {
        self.lock().insert(change.to_owned());
        Making {
            all: self.clone(),
            change: change.to_owned(),
        }
    }

    pub(super) fn contains(&self, change: &str) -> bool {
        self.lock().contains(change)
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.all.lock().remove(&self.change);
    }
}
