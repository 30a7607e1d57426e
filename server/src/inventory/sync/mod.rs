//! The sync: rounds in the background, and what somebody looks at before all else.

mod account;
mod asked;
mod connect;
mod email_addresses;
mod identities;
mod look_at;
mod pace;
mod refreshes;
mod round;
mod scope_round;
mod users;
mod workspaces;

use super::Inventory;
use crate::{
    aws::{Aws, Priority},
    clock::Clock,
    replicas::while_leading,
};
use app::{
    backend::Target,
    model::{
        freshness::{Kind, Pause, Scope, Service},
        sync::Which,
    },
};
use asked::Asked;
use look_at::Looks;
use refreshes::Refreshes;
use round::{Outcome, Round};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The services that have rounds, a task each in every Region.
const SERVICES: [Service; 3] = [Service::Connect, Service::Ses, Service::WorkSpaces];

/// Details this old, in milliseconds, are read again although nothing says that they changed: so early that no turn comes after a day,
/// where ten thousand wait for it at one in two seconds.
const OLD: i64 = 18 * 60 * 60 * 1_000;

/// How long the first rounds wait to learn the account: what is known of another one has to go first.
const ACCOUNT_PATIENCE: Duration = Duration::from_secs(5);

/// The sync while it runs.
pub struct Sync {
    inventory: Arc<Inventory>,
    aws: Arc<Aws>,
    refreshes: Arc<Refreshes>,
    looks: Arc<Looks>,
    tasks: TaskTracker,
    cancel: CancellationToken,
}

impl Sync {
    /// Starts the rounds, every `interval`, while this replica `leads`; and what people look at is read at any of them.
    #[must_use]
    pub fn start(
        inventory: &Arc<Inventory>,
        aws: &Arc<Aws>,
        clock: Clock,
        interval: Duration,
        leads: &watch::Receiver<bool>,
    ) -> Self {
        let (tasks, cancel) = (TaskTracker::new(), CancellationToken::new());
        let regions = inventory.snapshot().regions.clone();
        let refreshes = Arc::new(Refreshes::new(&regions));
        let asked = Asked::new(clock);
        let account_asked = watch::Sender::new(false);
        for (service, region, count) in refreshes.counts() {
            let Some(reader) = aws.reader(region, Priority::Sync) else {
                continue;
            };
            let (inventory, asked, account_asked) =
                (Arc::clone(inventory), Arc::clone(&asked), account_asked.subscribe());
            let work = move || {
                let (inventory, asked) = (Arc::clone(&inventory), Arc::clone(&asked));
                let round = Round::new(service, inventory, reader.clone(), asked, count.clone(), interval);
                let mut account_asked = account_asked.clone();
                async move {
                    let _ = timeout(ACCOUNT_PATIENCE, account_asked.wait_for(|asked| *asked)).await;
                    rounds(round).await;
                }
            };
            let rounds = while_leading(leads.clone(), work);
            tasks.spawn(cancel.clone().run_until_cancelled_owned(rounds));
        }
        if let Some(reader) = regions.first().and_then(|region| aws.reader(region, Priority::Sync)) {
            let (inventory, refreshes) = (Arc::clone(inventory), Arc::clone(&refreshes));
            let work = move || {
                let (inventory, refreshes) = (Arc::clone(&inventory), Arc::clone(&refreshes));
                account::ask(inventory, refreshes, reader.clone(), account_asked.clone())
            };
            let ask = while_leading(leads.clone(), work);
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
            inventory: Arc::clone(inventory),
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

    /// Asks for these rounds to be made now. Those that are paused are not.
    pub fn refresh_rounds(&self, which: &Which) {
        self.aws.try_again();
        self.refreshes.ask_for(which);
    }

    /// Pauses these rounds, or with `None` resumes them. One that is under way is broken off, and begins anew once it is resumed:
    /// what it has read is known by then.
    pub fn pause(&self, which: &Which, pause: Option<&Pause>) {
        self.inventory.apply(|draft| {
            let scopes = draft.known().scopes.keys();
            let is_meant = |scope: &&Scope| which.is(scope.kind.service(), &scope.region);
            for scope in scopes.filter(is_meant).cloned().collect::<Vec<_>>() {
                draft.pause(&scope, pause.cloned());
            }
        });
    }

    /// Asks for `targets` to be read before all else. Returns whether there are connection strings among them that only a listing
    /// can find.
    #[must_use]
    pub fn look_at(&self, targets: Vec<Target>) -> bool {
        self.looks.look_at(targets)
    }

    /// Stops everything, and waits for it.
    pub async fn stop(&self) {
        self.cancel.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn rounds(mut round: Round) {
    // One that was under way is this process's no longer.
    round.is_over();
    loop {
        round.until_paused(false).await;
        let one = async {
            let outcome = read(&round).await;
            round.rest_after(outcome).await
        };
        let is_asked_for = tokio::select! {
            is_asked_for = one => is_asked_for,
            () = round.until_paused(true) => {
                round.is_over();
                // Somebody resumes it.
                true
            }
        };
        round.is_asked_for = is_asked_for;
    }
}

async fn read(round: &Round) -> Outcome {
    match round.service {
        Service::Connect => connect::round(round).await,
        Service::Ses => identities::round(round).await,
        Service::WorkSpaces => workspaces::round(round).await,
        // It has no lists, and is not among those that have rounds.
        Service::Sts => std::future::pending().await,
    }
}
