//! One change of a thing at a time.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Whose turn it is.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Weak<AsyncMutex<()>>>>);

/// Held for as long as it is somebody's turn.
pub(super) struct Turn {
    _held: Vec<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits until nobody else changes what has these names. Everybody waits in the same order, so that no two wait for each other.
    pub(super) async fn wait(&self, names: BTreeSet<String>) -> Turn {
        let mut held = Vec::new();
        for name in &names {
            held.push(self.wait_for(name).await);
        }
        Turn { _held: held }
    }

    async fn wait_for(&self, name: &str) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| turn.strong_count() > 0);
            let known = turns.get(name).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let turn = Arc::default();
                turns.insert(name.to_owned(), Arc::downgrade(&turn));
                turn
            })
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[tokio::test]
    async fn a_thing_is_changed_by_one_at_a_time_and_others_are_not_in_the_way() {
        let turns = Turns::default();
        let first = turns.wait(names(&["a"])).await;
        assert!(turns.wait(names(&["b"])).now_or_never().is_some());
        assert!(turns.wait(names(&["a"])).now_or_never().is_none());
        drop(first);
        assert!(turns.wait(names(&["a"])).now_or_never().is_some());
    }

    #[tokio::test]
    async fn whoever_changes_two_things_waits_for_both() {
        let turns = Turns::default();
        let both = turns.wait(names(&["b", "a"])).await;
        assert!(turns.wait(names(&["a"])).now_or_never().is_none());
        assert!(turns.wait(names(&["b"])).now_or_never().is_none());
        drop(both);
        assert!(turns.wait(names(&["a", "b"])).now_or_never().is_some());
    }
}
