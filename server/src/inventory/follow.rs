//! What other replicas learn comes from the database.

use super::Inventory;
use crate::store::Newer;
use app::model::{changed::Topics, snapshot::Snapshot};

impl Inventory {
    /// Takes in what other replicas have written, but for what this one is about to write over it.
    pub fn follow(&self, newer: &Newer) {
        let writer = self.lock_writer();
        // The process is ending.
        let Some(writer) = writer.as_ref() else { return };
        let current = self.current.load();
        let mut next = if newer.is_all {
            Snapshot {
                version: current.version,
                regions: current.regions.clone(),
                ..Snapshot::default()
            }
        } else {
            Snapshot::clone(&current)
        };
        let mut topics = if newer.is_all {
            Topics::LISTS_AND_SYNC
        } else {
            Topics::default()
        };
        for row in writer.unwritten().over(newer) {
            let Some(about) = row.take_in(&mut next) else {
                tracing::debug!(
                    kind = row.key.kind,
                    "a row of another version of Frontdesk does not read"
                );
                continue;
            };
            topics = topics.and(about);
        }
        // Which listings there are is said by this replica's own settings.
        next.scopes.retain(|scope, _| current.scopes.contains_key(scope));
        for scope in current.scopes.keys() {
            next.scopes.entry(scope.clone()).or_default();
        }
        self.show(next, topics);
    }
}
