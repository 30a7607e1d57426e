//! Several Frontdesks on one PostgreSQL database: one of them does for all what is to be done once, and each hears of what the others
//! learn. With SQLite there is one, and it leads.

mod lead;
mod listen;

pub use lead::while_leading;
pub use listen::Refresh;

use crate::{
    aws::Aws,
    inventory::sync::Sync,
    store::{Locks, Pools, Writer},
};
use lead::Lead;
use std::{num::NonZeroU32, sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How often it is looked whether the database's server and the replica that leads are there.
const TICK: Duration = Duration::from_secs(1);

/// This replica among others.
pub struct Replicas {
    locks: Option<Locks>,
    leads: Arc<watch::Sender<bool>>,
    tasks: TaskTracker,
    cancel: CancellationToken,
}

impl Replicas {
    /// Not one of them yet: nobody leads where there may be several.
    #[must_use]
    pub fn new(pools: &Pools) -> Self {
        Self {
            leads: Arc::new(watch::Sender::new(pools.locks.is_none())),
            locks: pools.locks.clone(),
            tasks: TaskTracker::new(),
            cancel: CancellationToken::new(),
        }
    }

    /// Whether this is the one that does what is done once.
    #[must_use]
    pub fn leads(&self) -> watch::Receiver<bool> {
        self.leads.subscribe()
    }

    /// Joins the others: tells `writer` what versions there are, `sync` what is to be listed, and `aws` how many share its quotas.
    pub fn join(&self, writer: Writer, sync: &Arc<Sync>, aws: &Arc<Aws>) {
        let Some(locks) = &self.locks else { return };
        let lead = Lead::new(locks.clone(), Arc::clone(&self.leads));
        let beating = beat(lead, writer.clone(), Arc::clone(aws));
        let listening = listen::listen(locks.server(), writer, Arc::clone(sync));
        self.tasks.spawn(self.cancel.clone().run_until_cancelled_owned(beating));
        self.tasks
            .spawn(self.cancel.clone().run_until_cancelled_owned(listening));
    }

    /// Leaves the others. Whatever this one did for all has to have stopped.
    pub async fn leave(&self) {
        self.cancel.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        if let Some(locks) = &self.locks {
            locks.close().await;
        }
    }
}

async fn beat(mut lead: Lead, writer: Writer, aws: Arc<Aws>) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_lost = false;
    loop {
        ticks.tick().await;
        match lead.tick().await {
            Ok(pulse) => {
                if std::mem::take(&mut is_lost) {
                    tracing::info!("the database answers again");
                }
                writer.hear(pulse.version);
                let replicas = u32::try_from(pulse.replicas).ok().and_then(NonZeroU32::new);
                aws.pacer().share_among(replicas.unwrap_or(NonZeroU32::MIN));
            }
            Err(error) => {
                if !std::mem::replace(&mut is_lost, true) {
                    tracing::error!(%error, "the database does not answer: other replicas are not heard of, and this one does not lead");
                }
            }
        }
    }
}
