//! What somebody looks at is read before all else, each thing once at a time.

use crate::{
    aws::{Aws, CallError, Priority, Reader},
    clock::Clock,
    inventory::{Inventory, Resource},
};
use app::{
    backend::Target,
    model::{
        connection_alias::ConnectionAlias,
        email_address::EmailAddress,
        freshness::{Kind, Scope},
        identity::Identity,
        region::Region,
        snapshot::Snapshot,
        time::Timestamp,
        user::User,
    },
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What was read within this time is shown as it is: pages that redraw must not ask without end.
const FRESH: i64 = 15 * 1_000;

/// What is being read for people.
pub(super) struct Looks {
    inventory: Arc<Inventory>,
    aws: Arc<Aws>,
    clock: Clock,
    under_way: Mutex<HashSet<Target>>,
    tasks: TaskTracker,
    cancel: CancellationToken,
}

impl Looks {
    pub(super) fn new(
        inventory: Arc<Inventory>,
        aws: Arc<Aws>,
        clock: Clock,
        tasks: TaskTracker,
        cancel: CancellationToken,
    ) -> Arc<Self> {
        Arc::new(Self {
            inventory,
            aws,
            clock,
            under_way: Mutex::default(),
            tasks,
            cancel,
        })
    }

    /// Reads `targets`. One alone is on somebody's screen in full, and read again; of several, a list, only those that
    /// were never read. Returns whether there are connection strings among them that only a listing can find.
    pub(super) fn look_at(self: &Arc<Self>, targets: Vec<Target>) -> bool {
        let snapshot = self.inventory.snapshot();
        let (alone, now) = (targets.len() == 1, (self.clock)());
        let mut unknown_aliases = false;
        for target in targets {
            match last_read(&snapshot, &target) {
                ReadAt::OnlyByListing => unknown_aliases = true,
                ReadAt::Never => self.start(target),
                ReadAt::Then(at) if alone && now.since(at) >= FRESH => self.start(target),
                ReadAt::Then(_) => {}
            }
        }
        unknown_aliases
    }

    fn start(self: &Arc<Self>, target: Target) {
        let is_new = self.under_way().insert(target.clone());
        if !is_new {
            return;
        }
        let this = Arc::clone(self);
        let read = async move {
            this.read(&target).await;
            this.under_way().remove(&target);
        };
        self.tasks.spawn(self.cancel.clone().run_until_cancelled_owned(read));
    }

    async fn read(&self, target: &Target) {
        let snapshot = self.inventory.snapshot();
        match target {
            Target::User { instance, id } => {
                let Some(reader) = self.reader_of_instance(&snapshot, instance) else {
                    return;
                };
                self.take_in(Kind::Users, &reader, (instance, id), reader.user(instance, id).await);
            }
            Target::EmailAddress { instance, id } => {
                let Some(reader) = self.reader_of_instance(&snapshot, instance) else {
                    return;
                };
                let answer = reader.email_address(instance, id).await;
                self.take_in(Kind::EmailAddresses, &reader, (instance, id), answer);
            }
            Target::Identity { region, name } => {
                let Some(reader) = region.parse().ok().and_then(|region| self.reader(&region)) else {
                    return;
                };
                self.take_in(Kind::Identities, &reader, (region, name), reader.identity(name).await);
            }
            Target::ConnectionAlias { connection_string } => {
                for alias in aliases(&snapshot, connection_string) {
                    let Some(reader) = self.reader(&alias.region) else {
                        continue;
                    };
                    let answer = reader.connection_alias(&alias.id, snapshot.account.as_deref()).await;
                    let key = (alias.region.as_str(), alias.id.as_str());
                    self.take_in(Kind::ConnectionAliases, &reader, key, answer);
                }
            }
        }
    }

    fn take_in<T: Resource>(&self, kind: Kind, reader: &Reader, key: (&str, &str), answer: Result<T, CallError>) {
        let region = reader.region.clone();
        self.inventory.apply(|draft| match answer {
            Ok(item) => draft.described(item),
            Err(CallError::NotFound) => draft.remove::<T>((key.0.to_owned(), key.1.to_owned())),
            Err(CallError::Problem(problem)) => {
                draft.scope(&Scope { kind, region }, |state| state.problem = Some(problem));
            }
        });
    }

    fn reader(&self, region: &Region) -> Option<Reader> {
        self.aws.reader(region, Priority::People)
    }

    fn reader_of_instance(&self, snapshot: &Snapshot, instance: &str) -> Option<Reader> {
        self.reader(&snapshot.instances.get(instance)?.region)
    }

    fn under_way(&self) -> std::sync::MutexGuard<'_, HashSet<Target>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When something's details were last read.
enum ReadAt {
    Never,
    Then(Timestamp),
    /// It can't be asked for by name.
    OnlyByListing,
}

fn last_read(snapshot: &Snapshot, target: &Target) -> ReadAt {
    match target {
        Target::User { instance, id } => read_at::<User>(snapshot, instance, id),
        Target::EmailAddress { instance, id } => read_at::<EmailAddress>(snapshot, instance, id),
        Target::Identity { region, name } => read_at::<Identity>(snapshot, region, name),
        Target::ConnectionAlias { connection_string } => {
            let aliases = aliases(snapshot, connection_string);
            let oldest = aliases.iter().map(|alias| alias.described_at).min();
            oldest.map_or(ReadAt::OnlyByListing, |at| at.map_or(ReadAt::Never, ReadAt::Then))
        }
    }
}

fn read_at<T: Resource>(snapshot: &Snapshot, parent: &str, id: &str) -> ReadAt {
    let known = T::table(snapshot).get(&(parent.to_owned(), id.to_owned()));
    known
        .and_then(|known| known.described_at())
        .map_or(ReadAt::Never, ReadAt::Then)
}

fn aliases<'a>(snapshot: &'a Snapshot, connection_string: &str) -> Vec<&'a ConnectionAlias> {
    snapshot
        .connection_aliases
        .values()
        .map(Arc::as_ref)
        .filter(|alias| alias.connection_string == connection_string)
        .collect()
}
