//! What somebody looks at is read before all else, each thing once at a time.

use super::{
    asked::{Asked, Question},
    identities::is_unsettled,
};
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
        freshness::{Cause, Kind, Scope},
        identity::Identity,
        region::Region,
        snapshot::Snapshot,
        time::Timestamp,
        user::User,
    },
};
use std::sync::Arc;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What was read within this time is shown as it is.
const FRESH: i64 = 15 * 1_000;

/// While so many are being read, nothing of a list is read again: the sync waits for all of them.
const MOST_AGAIN: usize = 10;

/// What is being read for people.
pub(super) struct Looks {
    inventory: Arc<Inventory>,
    aws: Arc<Aws>,
    clock: Clock,
    asked: Arc<Asked>,
    tasks: TaskTracker,
    cancel: CancellationToken,
}

impl Looks {
    pub(super) fn new(
        inventory: Arc<Inventory>,
        aws: Arc<Aws>,
        clock: Clock,
        asked: Arc<Asked>,
        tasks: TaskTracker,
        cancel: CancellationToken,
    ) -> Arc<Self> {
        Arc::new(Self {
            inventory,
            aws,
            clock,
            asked,
            tasks,
            cancel,
        })
    }

    /// Reads `targets`, each at most once a minute. One alone is on somebody's screen in full, and read again; of several,
    /// a list, only those that were never read, and what may change by itself. Returns whether there are connection strings among them that only a
    /// listing can find.
    pub(super) fn look_at(self: &Arc<Self>, targets: Vec<Target>) -> bool {
        let snapshot = self.inventory.snapshot();
        let (alone, now) = (targets.len() == 1, (self.clock)());
        let mut unknown_aliases = false;
        for target in targets {
            match last_read(&snapshot, &target) {
                ReadAt::Then(at) if at.is_within(FRESH, now) => {}
                ReadAt::Then(_) if !alone && !self.may_read_again(&snapshot, &target) => {}
                read_at => match (read_at, self.asked.for_people(&target)) {
                    (_, None) => {}
                    (ReadAt::OnlyByListing, Some(_)) => unknown_aliases = true,
                    (ReadAt::Never | ReadAt::Then(_), Some(question)) => self.start(target, question),
                },
            }
        }
        unknown_aliases
    }

    /// Whether something in a list is to be read again: it may change by itself, and others need not wait long for it.
    fn may_read_again(&self, snapshot: &Snapshot, target: &Target) -> bool {
        may_change_by_itself(snapshot, target) && self.asked.under_way() < MOST_AGAIN
    }

    fn start(self: &Arc<Self>, target: Target, question: Question) {
        let this = Arc::clone(self);
        let read = async move {
            this.read(&target).await;
            drop(question);
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
        let (region, now) = (reader.region.clone(), reader.now());
        let key = (key.0.to_owned(), key.1.to_owned());
        self.inventory.apply(|draft| match answer {
            Ok(item) => draft.described(item),
            Err(CallError::NotFound) => draft.gone::<T>(key, now),
            // What was typed into an address bar may be no id at all: that is no problem of the listing's.
            Err(CallError::Problem(problem))
                if matches!(problem.cause, Cause::Other(_)) && !T::table(draft.known()).contains_key(&key) => {}
            Err(CallError::Problem(problem)) => {
                draft.trouble(&Scope { kind, region }, problem);
            }
        });
    }

    fn reader(&self, region: &Region) -> Option<Reader> {
        self.aws.reader(region, Priority::People)
    }

    fn reader_of_instance(&self, snapshot: &Snapshot, instance: &str) -> Option<Reader> {
        self.reader(&snapshot.instances.get(instance)?.region)
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

fn may_change_by_itself(snapshot: &Snapshot, target: &Target) -> bool {
    let Target::Identity { region, name } = target else {
        return false;
    };
    let known = snapshot.identities.get(&(region.clone(), name.clone()));
    known.is_some_and(|identity| is_unsettled(identity))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::Data,
        inventory::tests::{aws, inventory},
    };
    use app::model::freshness::Problem;

    fn region() -> Region {
        "eu-west-2".parse().expect("a Region")
    }

    async fn looks(data: &Data) -> Arc<Looks> {
        Looks::new(
            Arc::new(inventory(data, &region()).await),
            Arc::new(aws(&region())),
            Timestamp::default,
            Asked::new(Timestamp::default),
            TaskTracker::new(),
            CancellationToken::new(),
        )
    }

    #[tokio::test]
    async fn a_connection_string_that_is_not_known_is_listed_for_once() {
        let data = Data::new();
        let looks = looks(&data).await;
        let look = || {
            looks.look_at(vec![Target::ConnectionAlias {
                connection_string: "desktop.example.com".to_owned(),
            }])
        };
        assert!(look());
        assert!(!look());
    }

    #[tokio::test]
    async fn what_can_be_no_name_is_no_problem_of_the_listing() {
        let data = Data::new();
        let looks = looks(&data).await;
        let reader = looks.reader(&region()).expect("a reader");
        let problem_after = |cause| {
            let problem = Problem {
                service: app::model::freshness::Service::Ses,
                region: region(),
                operation: "GetEmailIdentity".to_owned(),
                cause,
                at: Timestamp::default(),
            };
            let answer: Result<Identity, _> = Err(CallError::Problem(problem));
            looks.take_in(Kind::Identities, &reader, ("eu-west-2", "no name"), answer);
            let snapshot = looks.inventory.snapshot();
            snapshot.scopes.values().any(|scope| scope.problem.is_some())
        };
        assert!(!problem_after(Cause::Other("BadRequestException".to_owned())));
        assert!(problem_after(Cause::AccessDenied));
    }
}
