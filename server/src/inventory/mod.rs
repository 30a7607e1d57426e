//! What Frontdesk knows of AWS, in memory; and the sync that keeps it fresh.

mod belongings;
mod draft;
mod resource;
pub mod sync;

pub use draft::Draft;
pub use resource::{Key, Resource};

use crate::store::{Loaded, Writer};
use app::model::{
    region::Region,
    snapshot::{Rows, Snapshot},
};
use arc_swap::ArcSwap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The current snapshot, and the one way to replace it.
pub struct Inventory {
    current: ArcSwap<Snapshot>,
    /// Locked for the length of a change: there is one at a time. `None` once the process is ending.
    writer: Mutex<Option<Writer>>,
    version: watch::Sender<u64>,
}

impl Inventory {
    /// Starts with what the database held, as far as it belongs to `regions`.
    #[must_use]
    pub fn new(loaded: Loaded, regions: &[Region], writer: Writer) -> Self {
        let version = watch::Sender::new(loaded.snapshot.version);
        let inventory = Self {
            current: ArcSwap::from_pointee(loaded.snapshot),
            writer: Mutex::new(Some(writer)),
            version,
        };
        inventory.apply(|draft| draft.only_regions(regions));
        inventory
    }

    /// What is known now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// The version of what is known, as it counts up.
    #[must_use]
    pub fn versions(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Makes a change: to the memory at once, then to whoever watches, and to the disk.
    pub fn apply<R>(&self, change: impl FnOnce(&mut Draft) -> R) -> R {
        let writer = self.lock_writer();
        let mut draft = Draft::of(&self.current.load());
        let answer = change(&mut draft);
        if draft.changed {
            let mut next = draft.snapshot;
            next.version += 1;
            // How far a round is does not show in rows.
            if !draft.writes.is_empty() {
                next.rows = Rows::default();
            }
            let version = next.version;
            self.current.store(Arc::new(next));
            if let Some(writer) = writer.as_ref() {
                writer.send(draft.writes);
            }
            self.version.send_replace(version);
        }
        answer
    }

    /// Tells whoever watches that something else that pages show has changed.
    pub fn touch(&self) {
        self.apply(|draft| draft.changed = true);
    }

    /// Lets the writer end once all is on disk. Later changes are kept in memory only.
    pub fn finish_writing(&self) {
        self.lock_writer().take();
    }

    fn lock_writer(&self) -> MutexGuard<'_, Option<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        aws::{Aws, Pacer},
        config::Quotas,
        store::Store,
    };
    use app::model::{
        freshness::{Kind, Progress, Scope},
        time::Timestamp,
    };
    use aws_config::{BehaviorVersion, SdkConfig};
    use std::path::Path;

    /// An AWS of one Region that nobody calls.
    pub(crate) fn aws(region: &Region) -> Aws {
        let config = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).build();
        let pacer = Pacer::new(Quotas::default());
        Aws::new(&config, std::slice::from_ref(region), pacer, Timestamp::default)
    }

    /// An empty one, of one Region.
    pub(crate) async fn inventory(folder: &Path, region: &Region) -> Inventory {
        let (store, loaded) = Store::open(folder).await.expect("opened");
        Inventory::new(loaded, std::slice::from_ref(region), Writer::start(store).0)
    }

    #[tokio::test]
    async fn rows_are_made_anew_for_what_they_show_only() {
        let region: Region = "eu-west-2".parse().expect("a Region");
        let folder = tempfile::tempdir().expect("a folder");
        let inventory = inventory(folder.path(), &region).await;
        let scope = Scope {
            kind: Kind::Users,
            region,
        };
        let rows = || inventory.snapshot().user_rows();
        let before = rows();
        inventory.apply(|draft| draft.scope(&scope, |state| state.progress = Some(Progress::default())));
        assert!(Arc::ptr_eq(&before, &rows()));
        inventory.apply(|draft| draft.complete(&scope, Timestamp::default()));
        assert!(!Arc::ptr_eq(&before, &rows()));
    }
}
