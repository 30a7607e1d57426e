//! One at a time: of those who change a thing, of those who find out what came of a change, of those who run a bulk change; in all
//! replicas.

use crate::store::{Held, Locks};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{Mutex as AsyncMutex, OwnedMutexGuard},
    time::sleep,
};

/// How often it is looked whether another replica is done.
const LOOK: Duration = Duration::from_millis(200);

/// Whose turn it is.
pub(super) struct Turns {
    here: Mutex<HashMap<String, Weak<AsyncMutex<()>>>>,
    /// Those that other replicas see, where there may be any.
    locks: Option<Locks>,
}

/// Held for as long as it is somebody's turn.
pub(super) struct Turn {
    _held: Vec<Name>,
}

/// One of a turn's names. The other replicas see first that it is over.
struct Name {
    _elsewhere: Option<Held>,
    _here: OwnedMutexGuard<()>,
}

impl Turns {
    pub(super) fn new(locks: Option<Locks>) -> Self {
        Self {
            here: Mutex::default(),
            locks,
        }
    }

    /// Waits until it is nobody else's turn at what has these names. Everybody waits in the same order, so that no two wait for each
    /// other.
    ///
    /// # Errors
    /// When nobody can tell, because the database does not answer.
    pub(super) async fn wait(&self, names: BTreeSet<String>) -> sqlx::Result<Turn> {
        let mut held = Vec::new();
        for name in &names {
            held.push(self.wait_for(name).await?);
        }
        Ok(Turn { _held: held })
    }

    /// A turn, unless it is somebody else's.
    ///
    /// # Errors
    /// When nobody can tell, because the database does not answer.
    pub(super) async fn try_take(&self, name: &str) -> sqlx::Result<Option<Turn>> {
        let Ok(here) = self.here(name).try_lock_owned() else {
            return Ok(None);
        };
        let turn = |elsewhere| Turn {
            _held: vec![Name {
                _elsewhere: elsewhere,
                _here: here,
            }],
        };
        Ok(match self.elsewhere(name).await? {
            Elsewhere::Taken => None,
            Elsewhere::Ours(elsewhere) => Some(turn(elsewhere)),
        })
    }

    async fn wait_for(&self, name: &str) -> sqlx::Result<Name> {
        let here = self.here(name).lock_owned().await;
        loop {
            match self.elsewhere(name).await? {
                Elsewhere::Taken => sleep(LOOK).await,
                Elsewhere::Ours(elsewhere) => {
                    return Ok(Name {
                        _elsewhere: elsewhere,
                        _here: here,
                    });
                }
            }
        }
    }

    fn here(&self, name: &str) -> Arc<AsyncMutex<()>> {
        let mut turns = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| turn.strong_count() > 0);
        let known = turns.get(name).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let turn = Arc::default();
            turns.insert(name.to_owned(), Arc::downgrade(&turn));
            turn
        })
    }

    async fn elsewhere(&self, name: &str) -> sqlx::Result<Elsewhere> {
        let Some(locks) = &self.locks else {
            return Ok(Elsewhere::Ours(None));
        };
        let held = locks.try_hold(&format!("turn {name}")).await?;
        Ok(held.map_or(Elsewhere::Taken, |held| Elsewhere::Ours(Some(held))))
    }
}

/// Whether another replica has a turn.
enum Elsewhere {
    Taken,
    Ours(Option<Held>),
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
        let turns = Turns::new(None);
        let first = turns.wait(names(&["a"])).await.expect("a turn");
        assert!(turns.wait(names(&["b"])).now_or_never().is_some());
        assert!(turns.wait(names(&["a"])).now_or_never().is_none());
        assert!(turns.try_take("a").await.expect("an answer").is_none());
        drop(first);
        assert!(turns.wait(names(&["a"])).now_or_never().is_some());
        assert!(turns.try_take("a").await.expect("an answer").is_some());
    }

    #[tokio::test]
    async fn whoever_changes_two_things_waits_for_both() {
        let turns = Turns::new(None);
        let both = turns.wait(names(&["b", "a"])).await.expect("a turn");
        assert!(turns.wait(names(&["a"])).now_or_never().is_none());
        assert!(turns.wait(names(&["b"])).now_or_never().is_none());
        drop(both);
        assert!(turns.wait(names(&["a", "b"])).now_or_never().is_some());
    }
}
