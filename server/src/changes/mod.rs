//! The write path: permitted → valid → reviewed → recorded → made → read again → shown.
//!
//! Every change goes this way. What is particular to one is in a file of its own, in the folder of what it changes: how its form
//! starts, and what it would do ([`Change`]).

pub mod bulk;
mod carry_out;
mod change;
mod cli;
pub mod connection_aliases;
mod drafts;
pub mod email_addresses;
mod forms;
pub mod identities;
mod make;
mod once;
mod plan;
mod registry;
mod reread;
mod review;
mod settle;
mod tags;
mod turns;
mod unread;
pub mod users;
mod world;

pub use bulk::Started;
pub use change::{AnyChange, Change, Closed, Of, Opened, OpenedForm, missing};
pub use cli::command;
pub use drafts::{Draft, Drafts, Typed};
pub use forms::{Begun, Sent};
pub use make::{Made, Request};
pub use once::{Once, OnceKey};
pub use plan::{Plan, Step, UndoPlan};
pub use registry::change;
pub use tags::TagChanges;
pub use world::{Secrets, World};

use crate::{
    audit::{Audit, Event},
    aws::Aws,
    clock::Clock,
    inventory::Inventory,
    replicas::while_leading,
    store::Pools,
};
use app::{
    error::AppError,
    model::{changed::Topic, snapshot::Snapshot, time::Timestamp},
};
use bulk::Standing;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, watch};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use turns::Turns;
use unread::Unread;

/// Changes AWS, and keeps what people type until they do.
pub struct Changes {
    inventory: Arc<Inventory>,
    aws: Arc<Aws>,
    pools: Pools,
    audit: Audit,
    drafts: Drafts,
    operator_security_profiles: Vec<String>,
    /// Set once there is sign-in.
    standing: OnceLock<Arc<dyn Standing>>,
    turns: Turns,
    unread: Unread,
    settling: Mutex<()>,
    once: Once,
    tasks: TaskTracker,
    stopping: CancellationToken,
    clock: Clock,
}

/// What changing works with.
pub struct Setup {
    /// What is known.
    pub inventory: Arc<Inventory>,
    /// AWS.
    pub aws: Arc<Aws>,
    /// The database.
    pub pools: Pools,
    /// Whether this replica does what is done once.
    pub leads: watch::Receiver<bool>,
    /// The security profiles that operators may give.
    pub operator_security_profiles: Vec<String>,
    /// The time.
    pub clock: Clock,
}

impl Changes {
    /// Begins to look for changes that nobody knows the outcome of.
    #[must_use]
    pub fn start(setup: Setup) -> Arc<Self> {
        let changes = Arc::new(Self {
            audit: Audit::new(setup.pools.clone(), setup.clock),
            drafts: Drafts::new(setup.pools.clone(), setup.clock),
            once: Once::new(setup.pools.clone(), setup.clock),
            turns: Turns::new(setup.pools.locks.clone()),
            pools: setup.pools,
            standing: OnceLock::new(),
            inventory: setup.inventory,
            aws: setup.aws,
            operator_security_profiles: setup.operator_security_profiles,
            unread: Unread::default(),
            settling: Mutex::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            clock: setup.clock,
        });
        let settled = Arc::clone(&changes);
        let settling = while_leading(setup.leads, move || settle::settle_on(Arc::clone(&settled)));
        changes
            .tasks
            .spawn(changes.stopping.clone().run_until_cancelled_owned(settling));
        let reading = settle::read_on(Arc::clone(&changes));
        changes
            .tasks
            .spawn(changes.stopping.clone().run_until_cancelled_owned(reading));
        changes
    }

    /// Says who tells what somebody may do without a request of theirs; the first one counts.
    pub fn set_standing(&self, standing: Arc<dyn Standing>) {
        // There is one sign-in in a process.
        let _ = self.standing.set(standing);
    }

    /// What is known now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.inventory.snapshot()
    }

    /// The audit log.
    #[must_use]
    pub const fn audit(&self) -> &Audit {
        &self.audit
    }

    /// The drafts.
    #[must_use]
    pub const fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Passwords that Frontdesk made up, to be seen once.
    #[must_use]
    pub const fn once(&self) -> &Once {
        &self.once
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Writes down what happened to a change, and tells open pages so.
    async fn append(&self, change: &str, event: Event) -> sqlx::Result<()> {
        self.audit.append(change, event).await?;
        self.inventory.touch(Topic::Changes);
        Ok(())
    }

    /// Begins nothing more, and waits for what is under way.
    pub async fn stop(&self) {
        self.stopping.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

/// An error of the database's, to whoever asked.
fn internal(error: sqlx::Error) -> AppError {
    tracing::error!(%error, "the database can't be used");
    AppError::Internal { id: None }
}
