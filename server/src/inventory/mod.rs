//! What Frontdesk knows of AWS, in memory; and the sync that keeps it fresh.

mod belongings;
mod draft;
mod follow;
mod pauses;
mod resource;
pub mod sync;
mod versions;

pub use draft::{Draft, LONGEST_OVERTAKING, OF_INSTANCES};
pub use resource::{Key, Resource};
pub use versions::Versions;

use crate::store::{Loaded, Write, Writer};
use app::model::{
    changed::{Topic, Topics},
    region::Region,
    snapshot::{Rows, Snapshot},
};
use arc_swap::ArcSwap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use versions::first_version;

/// The current snapshot, and the one way to replace it.
pub struct Inventory {
    current: ArcSwap<Snapshot>,
    /// Locked for the length of a change: there is one at a time. `None` once the process is ending.
    writer: Mutex<Option<Writer>>,
    versions: watch::Sender<Versions>,
}

impl Inventory {
    /// Starts with what the database held, as far as it belongs to `regions`.
    #[must_use]
    pub fn new(loaded: Loaded, regions: &[Region], writer: Writer) -> Self {
        let mut snapshot = loaded.snapshot;
        snapshot.version = first_version();
        let versions = watch::Sender::new(Versions::from(snapshot.version));
        let inventory = Self {
            current: ArcSwap::from_pointee(snapshot),
            writer: Mutex::new(Some(writer)),
            versions,
        };
        inventory.apply(|draft| draft.only_regions(regions));
        inventory
    }

    /// What is known now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// The versions of what is known, as they count up.
    #[must_use]
    pub fn versions(&self) -> watch::Receiver<Versions> {
        self.versions.subscribe()
    }

    /// Makes a change: to the memory at once, then to whoever watches, and to the disk.
    pub fn apply<R>(&self, change: impl FnOnce(&mut Draft) -> R) -> R {
        let writer = self.lock_writer();
        let mut draft = Draft::of(&self.current.load());
        let answer = change(&mut draft);
        if !draft.topics.is_empty() {
            if let Some(writer) = writer.as_ref() {
                writer.send(draft.writes);
            }
            self.show(draft.snapshot, draft.topics);
        }
        answer
    }

    /// Tells whoever watches, here and at other replicas, that something else that pages show of `topic` has changed.
    pub fn touch(&self, topic: Topic) {
        self.apply(|draft| draft.write(topic, Write::touch(topic)));
    }

    /// Puts the next snapshot in the place of the current one, which differs in what `topics` are about.
    fn show(&self, mut next: Snapshot, topics: Topics) {
        next.version += 1;
        next.rows = Rows::after(&self.current.load(), &next);
        let version = next.version;
        self.current.store(Arc::new(next));
        self.versions.send_modify(|versions| versions.note(version, topics));
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
        data::Data,
    };
    use app::model::{
        changed::Topics,
        freshness::{Kind, Progress, Scope},
        time::Timestamp,
    };
    use aws_config::{BehaviorVersion, SdkConfig};
    use tokio::task::JoinHandle;

    /// An AWS of one Region that nobody calls.
    pub(crate) fn aws(region: &Region) -> Aws {
        let config = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).build();
        let pacer = Pacer::new(Quotas::default());
        Aws::new(&config, std::slice::from_ref(region), pacer, Timestamp::default)
    }

    /// An empty one, of one Region.
    pub(crate) async fn inventory(data: &Data, region: &Region) -> Inventory {
        inventory_and_writing(data, region).await.0
    }

    /// The same, and what ends when all is on disk.
    pub(crate) async fn inventory_and_writing(data: &Data, region: &Region) -> (Inventory, JoinHandle<()>) {
        let (store, loaded) = data.open().await;
        let (writer, writing) = Writer::start(store);
        (Inventory::new(loaded, std::slice::from_ref(region), writer), writing)
    }

    #[tokio::test]
    async fn each_change_says_what_it_is_about() {
        let region: Region = "eu-west-2".parse().expect("a Region");
        let data = Data::new();
        let inventory = inventory(&data, &region).await;
        let scope = Scope {
            kind: Kind::Users,
            region,
        };
        let about = |change: &dyn Fn(&mut Draft)| {
            let before = inventory.versions().borrow().now();
            inventory.apply(change);
            inventory.versions().borrow().since(before)
        };
        let users_and_sync = Topics::of(&[Topic::Users, Topic::Sync]);
        let progress = |done| {
            let progress = Progress {
                done,
                ..Progress::default()
            };
            about(&|draft| draft.scope(&scope, |state| state.progress = Some(progress)))
        };
        assert_eq!(progress(1), users_and_sync, "a bar appears");
        assert_eq!(progress(1), Topics::default(), "the same");
        assert_eq!(progress(2), Topic::Sync.into(), "it only grows");
        assert_eq!(
            about(&|draft| draft.complete(&scope, Timestamp::default())),
            users_and_sync
        );
        assert_eq!(
            about(&|draft| _ = draft.account("111122223333".to_owned())),
            Topics::LISTS
        );
        assert_eq!(about(&|draft| draft.touch(Topic::Changes)), Topic::Changes.into());
    }

    #[tokio::test]
    async fn rows_are_made_anew_only_for_what_they_show() {
        let region: Region = "eu-west-2".parse().expect("a Region");
        let data = Data::new();
        let inventory = inventory(&data, &region).await;
        let scope = Scope {
            kind: Kind::Users,
            region,
        };
        let rows = || inventory.snapshot().identity_rows();
        let before = rows();
        inventory.apply(|draft| draft.scope(&scope, |state| state.progress = Some(Progress::default())));
        assert!(Arc::ptr_eq(&before, &rows()));
        inventory.apply(|draft| draft.complete(&scope, Timestamp::default()));
        assert!(Arc::ptr_eq(&before, &rows()));
        inventory.apply(|draft| draft.account("111122223333".to_owned()));
        assert!(!Arc::ptr_eq(&before, &rows()));
    }
}
