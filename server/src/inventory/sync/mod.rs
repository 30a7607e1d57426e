//! The sync: rounds in the background, and what somebody looks at before all else.

mod account;
mod asked;
mod connect;
mod email_addresses;
mod identities;
mod look_at;
mod refreshes;
mod round;
mod scope_round;
mod users;
mod workspaces;

use super::Inventory;
use crate::{
    aws::{Aws, Priority},
    clock::Clock,
};
use app::{
    backend::Target,
    model::freshness::{Kind, Service},
};
use asked::Asked;
use look_at::Looks;
use refreshes::Refreshes;
use round::Round;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The services that have rounds, a task each in every Region.
const SERVICES: [Service; 3] = [Service::Connect, Service::Ses, Service::WorkSpaces];

/// How long the first rounds wait to learn the account: what is known of another one has to go first.
const ACCOUNT_PATIENCE: Duration = Duration::from_secs(5);

/// The sync while it runs.
pub struct Sync {
    aws: Arc<Aws>,
    refreshes: Arc<Refreshes>,
    looks: Arc<Looks>,
    tasks: TaskTracker,
    cancel: CancellationToken,
}

impl Sync {
    /// Starts the rounds, every `interval`.
    #[must_use]
    pub fn start(inventory: &Arc<Inventory>, aws: &Arc<Aws>, clock: Clock, interval: Duration) -> Self {
        let (tasks, cancel) = (TaskTracker::new(), CancellationToken::new());
        let regions = inventory.snapshot().regions.clone();
        let refreshes = Arc::new(Refreshes::new(&regions));
        let asked = Asked::new(clock);
        let account_asked = watch::Sender::new(false);
        for (service, region, count) in refreshes.counts() {
            let Some(reader) = aws.reader(region, Priority::Sync) else {
                continue;
            };
            let round = Round::new(Arc::clone(inventory), reader, Arc::clone(&asked), count, interval);
            let mut account_asked = account_asked.subscribe();
            let rounds = async move {
                let _ = timeout(ACCOUNT_PATIENCE, account_asked.wait_for(|asked| *asked)).await;
                rounds(round, service).await;
            };
            tasks.spawn(cancel.clone().run_until_cancelled_owned(rounds));
        }
        if let Some(reader) = regions.first().and_then(|region| aws.reader(region, Priority::Sync)) {
            let ask = account::ask(Arc::clone(inventory), Arc::clone(&refreshes), reader, account_asked);
            tasks.spawn(cancel.clone().run_until_cancelled_owned(ask));
        }
        let looks = Looks::new(
            Arc::clone(inventory),
            Arc::clone(aws),
            clock,
            asked,
            tasks.clone(),
            cancel.clone(),
        );
        Self {
            aws: Arc::clone(aws),
            refreshes,
            looks,
            tasks,
            cancel,
        }
    }

    /// Asks for the listings of `kind`, or all, to be read now.
    pub fn refresh(&self, kind: Option<Kind>) {
        self.aws.try_again();
        self.refreshes.ask(kind);
    }

    /// Asks for `targets` to be read before all else.
    pub fn look_at(&self, targets: Vec<Target>) {
        let unknown_aliases = self.looks.look_at(targets);
        if unknown_aliases {
            self.refresh(Some(Kind::ConnectionAliases));
        }
    }

    /// Stops everything, and waits for it.
    pub async fn stop(&self) {
        self.cancel.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn rounds(mut round: Round, service: Service) {
    loop {
        let outcome = match service {
            Service::Connect => connect::round(&round).await,
            Service::Ses => identities::round(&round).await,
            Service::WorkSpaces => workspaces::round(&round).await,
            Service::Sts => return,
        };
        round.pause_after(outcome).await;
    }
}
