//! What was changed, and could not be read again: what Frontdesk shows of it is old, so it is read as soon as it can be.

use super::{Changes, reread};
use crate::aws::{CallError, write::Touched};
use app::model::{
    identity::{Identity, Origin},
    region::Region,
};
use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Where it is, and what.
#[derive(Default)]
pub(super) struct Unread(Mutex<BTreeSet<(Region, Touched)>>);

impl Unread {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<(Region, Touched)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Changes {
    /// Reads again what was changed; says what it is by its id. What can't be read now is read later.
    ///
    /// # Errors
    /// When AWS can't be asked.
    pub(super) async fn reread(&self, region: &Region, touched: Touched) -> Result<Touched, CallError> {
        for replica in self.replicas(region, &touched) {
            // The change is none of theirs: what can't be read of them now is read later.
            let _ = self.reread_one(&replica, touched.clone()).await;
        }
        self.reread_one(region, touched).await
    }

    async fn reread_one(&self, region: &Region, touched: Touched) -> Result<Touched, CallError> {
        let key = (region.clone(), touched.clone());
        let again = reread::reread(&self.aws, &self.inventory, region, touched).await;
        let mut unread = self.unread.lock();
        if again.is_ok() {
            unread.remove(&key);
        } else {
            unread.insert(key);
        }
        again
    }

    /// The Regions of the identities that have their keys of this one: what becomes of it becomes of them.
    fn replicas(&self, region: &Region, touched: &Touched) -> Vec<Region> {
        let Touched::Identity { name } = touched else {
            return Vec::new();
        };
        let snapshot = self.inventory.snapshot();
        let origin = Origin::Replica(region.clone());
        let is_replica =
            |other: &&Identity| other.name == *name && other.dkim().is_some_and(|dkim| dkim.origin == origin);
        let all = snapshot.identities.values().map(AsRef::as_ref).filter(is_replica);
        all.map(|replica| replica.region.clone()).collect()
    }

    /// Reads what could not be read before.
    pub(super) async fn read_unread(&self) {
        let unread = self.unread.lock().clone();
        for (region, touched) in unread {
            // What still can't be read stays on the list.
            let _ = self.reread_one(&region, touched).await;
        }
    }
}
