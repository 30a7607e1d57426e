//! What the pages see of the server.

use crate::{
    aws::Aws,
    changes::{self, Changes},
    clock::Clock,
    inventory::{Inventory, Versions, sync::Sync},
    replicas::{Refresh, Replicas},
    store::{self, Loaded, Pools, Store, Writer},
};
use app::{
    backend::{Backend, Target},
    model::{
        access::Person,
        freshness::{Kind, Pause, Service},
        lane::LaneState,
        region::Region,
        snapshot::Snapshot,
        sync::Which,
        time::Timestamp,
    },
};
use sqlx::AnyPool;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, watch},
    task::{AbortHandle, JoinHandle},
};

/// Frontdesk at work: the inventory, and the sync behind it.
pub struct Frontdesk {
    inventory: Arc<Inventory>,
    aws: Arc<Aws>,
    sync: Arc<Sync>,
    replicas: Replicas,
    /// Ends when all that was learned is on disk.
    writing: Mutex<Option<JoinHandle<()>>>,
    is_failing_to_write: Arc<AtomicBool>,
    pools: Pools,
    probing: AbortHandle,
    changes: Arc<Changes>,
    clock: Clock,
    is_demo: bool,
}

/// How often it is tried whether the database can be written.
const PROBE_INTERVAL: Duration = Duration::from_secs(15);

/// What Frontdesk works with.
pub struct Setup<'a> {
    /// The database, and what it held.
    pub store: (Store, Loaded),
    /// The Regions to look at.
    pub regions: &'a [Region],
    /// AWS.
    pub aws: Aws,
    /// The time.
    pub clock: Clock,
    /// The time between two rounds of the sync.
    pub interval: Duration,
    /// Whether AWS is simulated.
    pub is_demo: bool,
    /// The names of the security profiles that operators may give.
    pub operator_security_profiles: Vec<String>,
}

impl Frontdesk {
    /// Starts the sync.
    #[must_use]
    pub fn start(setup: Setup<'_>) -> Self {
        let (store, loaded) = setup.store;
        let pools = store.pools();
        if loaded.unread > 0 {
            tracing::info!(rows = loaded.unread, "rows of another version are read from AWS again");
        }
        let (writer, writing) = Writer::start(store);
        let is_failing_to_write = writer.is_failing();
        let inventory = Arc::new(Inventory::new(loaded, setup.regions, writer.clone()));
        let followed = Arc::downgrade(&inventory);
        writer.set_follower(move |newer| {
            if let Some(inventory) = followed.upgrade() {
                inventory.follow(newer);
            }
        });
        let aws = Arc::new(setup.aws);
        let replicas = Replicas::new(&pools);
        let leads = replicas.leads();
        let sync = Arc::new(Sync::start(&inventory, &aws, setup.clock, setup.interval, &leads));
        replicas.join(writer, &sync, &aws);
        let changes = Changes::start(changes::Setup {
            inventory: Arc::clone(&inventory),
            aws: Arc::clone(&aws),
            leads,
            pools: pools.clone(),
            operator_security_profiles: setup.operator_security_profiles,
            clock: setup.clock,
        });
        let probing = tokio::spawn(probe_on(pools.write.clone(), Arc::clone(&is_failing_to_write)));
        Self {
            inventory,
            aws,
            sync,
            replicas,
            writing: Mutex::new(Some(writing)),
            is_failing_to_write,
            pools,
            probing: probing.abort_handle(),
            changes,
            clock: setup.clock,
            is_demo: setup.is_demo,
        }
    }

    /// The versions of what is known, as they count up.
    #[must_use]
    pub fn versions(&self) -> watch::Receiver<Versions> {
        self.inventory.versions()
    }

    /// How fast AWS is called.
    #[must_use]
    pub fn lanes(&self) -> Vec<LaneState> {
        self.aws.pacer().lanes()
    }

    /// Whether this replica syncs.
    #[must_use]
    pub fn leads(&self) -> watch::Receiver<bool> {
        self.replicas.leads()
    }

    /// Whether the database could be written when it was last tried.
    #[must_use]
    pub fn can_write(&self) -> bool {
        !self.is_failing_to_write.load(Ordering::Relaxed)
    }

    /// Tries whether the database can be written, as is done from time to time.
    pub async fn probe(&self) {
        try_to_write(&self.pools.write, &self.is_failing_to_write).await;
    }

    /// Changes of AWS.
    #[must_use]
    pub fn changes(&self) -> Arc<Changes> {
        Arc::clone(&self.changes)
    }

    /// Waits for the changes that are under way, stops the sync, and waits until all that was learned is on disk.
    pub async fn stop(&self) {
        self.probing.abort();
        self.changes.stop().await;
        self.sync.stop().await;
        self.replicas.leave().await;
        self.inventory.finish_writing();
        if let Some(writing) = self.writing.lock().await.take()
            && let Err(error) = writing.await
        {
            tracing::error!(%error, "the database was not closed properly");
        }
    }
}

async fn probe_on(pool: AnyPool, is_failing: Arc<AtomicBool>) {
    loop {
        tokio::time::sleep(PROBE_INTERVAL).await;
        try_to_write(&pool, &is_failing).await;
    }
}

/// Logs when it begins to fail and when it ends to.
async fn try_to_write(pool: &AnyPool, is_failing: &AtomicBool) {
    match store::probe(pool).await {
        Ok(()) => {
            if is_failing.swap(false, Ordering::Relaxed) {
                tracing::info!("the database can be written again");
            }
        }
        Err(error) => {
            if !is_failing.swap(true, Ordering::Relaxed) {
                tracing::error!(%error, "the database can't be written, so nothing can be changed");
            }
        }
    }
}

impl Frontdesk {
    /// Whichever replica syncs hears of it.
    fn ask_to_refresh(&self, what: Refresh) {
        if !self.pools.is_shared() {
            what.ask(&self.sync);
            return;
        }
        let pools = self.pools.clone();
        tokio::spawn(async move {
            if let Err(error) = pools.ask_to_refresh(&what.to_json()).await {
                tracing::warn!(%error, "the replica that syncs can't be asked to list");
            }
        });
    }
}

impl Backend for Frontdesk {
    fn snapshot(&self) -> Arc<Snapshot> {
        self.inventory.snapshot()
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn is_demo(&self) -> bool {
        self.is_demo
    }

    fn can_write(&self) -> bool {
        Self::can_write(self)
    }

    fn refresh(&self, kind: Option<Kind>) {
        self.ask_to_refresh(Refresh::Lists(kind));
    }

    fn refresh_rounds(&self, which: &Which) {
        self.ask_to_refresh(Refresh::Rounds(which.clone()));
    }

    fn pause(&self, which: &Which, by: &Person) {
        let pause = Pause {
            by: by.name.clone(),
            at: (self.clock)(),
        };
        self.sync.pause(which, Some(&pause));
        log_pause("paused", which, by);
    }

    fn resume(&self, which: &Which, by: &Person) {
        self.sync.pause(which, None);
        log_pause("resumed", which, by);
    }

    fn lanes(&self) -> Vec<LaneState> {
        Self::lanes(self)
    }

    fn look_at(&self, targets: Vec<Target>) {
        if self.sync.look_at(targets) {
            self.refresh(Some(Kind::ConnectionAliases));
        }
    }
}

fn log_pause(what: &str, which: &Which, by: &Person) {
    let service = which.service.map_or("all", Service::as_str);
    let region = which.region.as_ref().map_or("all", Region::as_str);
    tracing::info!(subject = by.subject, service, region, "the sync was {what}");
}
