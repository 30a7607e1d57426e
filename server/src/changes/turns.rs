//! One change of a thing at a time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Whose turn it is.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Weak<AsyncMutex<()>>>>);

/// Held for as long as it is somebody's turn.
pub(super) type Turn = OwnedMutexGuard<()>;

impl Turns {
    /// Waits until nobody else changes what is called `name`.
    pub(super) async fn wait(&self, name: &str) -> Turn {
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

    #[tokio::test]
    async fn a_thing_is_changed_by_one_at_a_time_and_others_are_not_in_the_way() {
        let turns = Turns::default();
        let first = turns.wait("a").await;
        assert!(turns.wait("b").now_or_never().is_some());
        assert!(turns.wait("a").now_or_never().is_none());
        drop(first);
        assert!(turns.wait("a").now_or_never().is_some());
    }
}
