//! A change to the inventory, while it is made.

use super::resource::{Key, Resource};
use crate::store::Write;
use app::model::{
    changed::{Topic, Topics},
    email_address::EmailAddress,
    freshness::{Problem, Scope, ScopeState},
    instance::Instance,
    overview::SesRegion,
    region::Region,
    snapshot::Snapshot,
    time::Timestamp,
    user::User,
};
use std::{collections::BTreeSet, sync::Arc};

/// The next snapshot, and what of it has to be written. What does not differ from what is known changes nothing.
pub struct Draft {
    pub(super) snapshot: Snapshot,
    pub(super) writes: Vec<Write>,
    /// What has changed.
    pub(super) topics: Topics,
}

impl Draft {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        Self {
            snapshot: snapshot.clone(),
            writes: Vec::new(),
            topics: Topics::default(),
        }
    }

    /// What is known so far.
    #[must_use]
    pub const fn known(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Takes in a thing as a listing tells it: its details stay as they are known. What was described since `since`, some
    /// seconds before the listing began, stays as a whole: a search may lag behind a change for so long.
    pub fn listed<T: Resource>(&mut self, mut item: T, since: Timestamp) {
        if let Some(known) = T::table(&self.snapshot).get(&item.key()) {
            if known.described_at().is_some_and(|at| is_since(at, since)) {
                return;
            }
            item.keep_details(known);
        }
        self.put(item);
    }

    /// Takes in a thing of which everything was read, unless a later reading overtook it.
    pub fn described<T: Resource>(&mut self, item: T) {
        let known = T::table(&self.snapshot).get(&item.key());
        let overtaken = known
            .and_then(|known| known.described_at())
            .zip(item.described_at())
            .is_some_and(|(known, item)| known > item && known.since(item) < LONGEST_OVERTAKING);
        if !overtaken {
            self.put(item);
        }
    }

    /// Takes out a thing that AWS said was gone, at this time.
    pub fn gone<T: Resource>(&mut self, key: Key, at: Timestamp) {
        self.remove_as_of::<T>(key, Some(at));
    }

    /// Takes out a thing that is gone.
    pub fn remove<T: Resource>(&mut self, key: Key) {
        self.remove_as_of::<T>(key, None);
    }

    fn remove_as_of<T: Resource>(&mut self, key: Key, at: Option<Timestamp>) {
        let Some(known) = T::table(&self.snapshot).get(&key) else {
            return;
        };
        let described_at = known.described_at().max(at);
        Arc::make_mut(T::table_mut(&mut self.snapshot)).remove(&key);
        self.write(T::TOPIC, Write::remove(T::KIND, key, described_at));
    }

    /// Takes out what a listing of `parent`, complete, did not contain. What was described since `since` stays, as
    /// in [`Self::listed`].
    pub fn keep_only<T: Resource>(&mut self, parent: &str, listed: &BTreeSet<String>, since: Timestamp) {
        let gone = |((of, id), item): &(&Key, &Arc<T>)| {
            of == parent && !listed.contains(id) && !item.described_at().is_some_and(|at| is_since(at, since))
        };
        let gone: Vec<Key> = T::table(&self.snapshot)
            .iter()
            .filter(gone)
            .map(|(key, _)| key.clone())
            .collect();
        for key in gone {
            self.remove::<T>(key);
        }
    }

    /// Takes in an instance.
    pub fn instance(&mut self, instance: Instance) {
        if self.snapshot.instances.get(&instance.id) != Some(&instance) {
            self.write(OF_INSTANCES, Write::instance(&instance));
            Arc::make_mut(&mut self.snapshot.instances).insert(instance.id.clone(), instance);
        }
    }

    /// Takes out the instances of `region` that are gone, with all that belongs to them.
    pub fn keep_only_instances(&mut self, region: &Region, listed: &BTreeSet<String>) {
        let gone = |instance: &&Instance| instance.region == *region && !listed.contains(&instance.id);
        let gone: Vec<Instance> = self.snapshot.instances.values().filter(gone).cloned().collect();
        for instance in gone {
            self.write(OF_INSTANCES, Write::remove_instance(&instance));
            Arc::make_mut(&mut self.snapshot.instances).remove(&instance.id);
            self.remove_all::<User>(|parent| *parent == instance.id);
            self.remove_all::<EmailAddress>(|parent| *parent == instance.id);
        }
    }

    /// Takes in what SES says of a Region.
    pub fn ses(&mut self, ses: SesRegion) {
        if self.snapshot.ses.get(&ses.region) != Some(&ses) {
            self.write(Topic::Identities, Write::ses(&ses));
            self.snapshot.ses.insert(ses.region.clone(), ses);
        }
    }

    /// Says of `scope` that its listing was complete at `now`.
    pub fn complete(&mut self, scope: &Scope, now: Timestamp) {
        self.scope(scope, |state| state.listed_at = Some(now));
        self.touch(Topics::from(scope.kind).with(Topic::Sync));
    }

    /// Changes what is known of a listing. How far a round is does not show in rows.
    pub fn scope(&mut self, scope: &Scope, change: impl FnOnce(&mut ScopeState)) {
        // A listing that is not looked at (any more) has no state.
        if let Some(state) = self.snapshot.scopes.get_mut(scope) {
            let before = state.clone();
            change(state);
            if *state == before {
                return;
            }
            let is_shown = state.shows_unlike(&before);
            let write = Write::scope(scope, state);
            self.write(Topic::Sync, write);
            if is_shown {
                self.touch(scope.kind);
            }
        }
    }

    /// Says what went wrong when somebody looked at something, to those who are here: to others the rounds say it.
    pub fn trouble(&mut self, scope: &Scope, problem: Problem) {
        if let Some(state) = self.snapshot.scopes.get_mut(scope) {
            state.problem = Some(problem);
            self.touch(Topics::from(scope.kind).with(Topic::Sync));
        }
    }

    fn put<T: Resource>(&mut self, mut item: T) {
        let key = item.key();
        if let Some(known) = T::table(&self.snapshot).get(&key) {
            item.keep_history(known);
            if **known == item {
                return;
            }
        }
        self.write(T::TOPIC, Write::put(T::KIND, key.clone(), &item, item.described_at()));
        Arc::make_mut(T::table_mut(&mut self.snapshot)).insert(key, Arc::new(item));
    }

    pub(super) fn remove_all<T: Resource>(&mut self, of: impl Fn(&str) -> bool) {
        let keys: Vec<Key> = T::table(&self.snapshot)
            .keys()
            .filter(|(parent, _)| of(parent))
            .cloned()
            .collect();
        for key in keys {
            self.remove::<T>(key);
        }
    }

    /// Says that something of `topics` has changed.
    pub(super) fn touch(&mut self, topics: impl Into<Topics>) {
        self.topics = self.topics.and(topics.into());
    }

    pub(super) fn write(&mut self, topics: impl Into<Topics>, write: Write) {
        self.touch(topics);
        self.writes.push(write);
    }
}

/// No listing takes this long, in milliseconds.
const LONGEST_LISTING: i64 = 10 * 60 * 1_000;

/// Of two answers to the same question, one does not come so many milliseconds after the other one that was asked for later.
pub const LONGEST_OVERTAKING: i64 = 60 * 1_000;

/// Whether something was read at `at` since a listing's `start`. What was read long after it was read before the clock was put back.
pub(in crate::inventory) const fn is_since(at: Timestamp, start: Timestamp) -> bool {
    at.as_millis() >= start.as_millis() && at.since(start) < LONGEST_LISTING
}

/// Users and addresses show with their instance.
pub const OF_INSTANCES: Topics = Topics::of(&[Topic::Users, Topic::EmailAddresses]);

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::connection_alias::Directory;

    fn region() -> Region {
        "eu-west-2".parse().expect("a Region")
    }

    fn directory(id: &str) -> Directory {
        Directory {
            region: region(),
            id: id.to_owned(),
            name: "corp.example.com".to_owned(),
            registration_code: None,
            state: "REGISTERED".to_owned(),
            directory_type: "SIMPLE_AD".to_owned(),
        }
    }

    fn snapshot() -> Snapshot {
        let mut draft = Draft::of(&Snapshot::default());
        draft.only_regions(&[region()]);
        draft.account("111122223333".to_owned());
        draft.listed(directory("d-1"), Timestamp::default());
        draft.listed(directory("d-2"), Timestamp::default());
        draft.snapshot
    }

    #[test]
    fn what_is_the_same_changes_nothing() {
        let mut draft = Draft::of(&snapshot());
        draft.listed(directory("d-1"), Timestamp::default());
        draft.account("111122223333".to_owned());
        assert!(draft.topics.is_empty() && draft.writes.is_empty());
    }

    #[test]
    fn a_complete_listing_takes_out_what_it_lacks_and_nothing_of_others() {
        let mut draft = Draft::of(&snapshot());
        let listed = BTreeSet::from(["d-2".to_owned()]);
        draft.keep_only::<Directory>("us-east-1", &BTreeSet::new(), Timestamp::default());
        assert!(draft.topics.is_empty());
        draft.keep_only::<Directory>("eu-west-2", &listed, Timestamp::default());
        assert_eq!(draft.snapshot.directories.len(), 1);
        assert!(matches!(draft.writes.as_slice(), [write] if write.is_removal() && write.key.id == "d-1"));
    }

    #[test]
    fn a_listing_says_nothing_of_what_was_described_since_it_began() {
        let at = Timestamp::from_millis;
        let address = |name: &str, described_at| EmailAddress {
            instance: "i-1".to_owned(),
            id: "ea-1".to_owned(),
            arn: String::new(),
            address: "help@example.com".to_owned(),
            display_name: Some(name.to_owned()),
            description: None,
            alias: None,
            details: None,
            described_at,
        };
        let name = |draft: &Draft| -> Option<String> {
            let address = draft.snapshot.email_addresses.values().next()?;
            address.display_name.clone()
        };
        let mut draft = Draft::of(&Snapshot::default());
        draft.listed(address("Old", None), at(10));
        draft.described(address("New", Some(at(20))));
        draft.listed(address("Old", None), at(20));
        assert_eq!(name(&draft).as_deref(), Some("New"));
        // Sent before, and answered after.
        draft.described(address("Old", Some(at(19))));
        assert_eq!(name(&draft).as_deref(), Some("New"));
        draft.listed(address("Newer", None), at(21));
        assert_eq!(name(&draft).as_deref(), Some("Newer"));
        // The clock was put back.
        draft.described(address("Later", Some(at(2 * LONGEST_LISTING))));
        draft.described(address("Newest", Some(at(30))));
        assert_eq!(name(&draft).as_deref(), Some("Newest"));
        draft.described(address("Later", Some(at(2 * LONGEST_LISTING))));
        draft.listed(address("Listed", None), at(40));
        assert_eq!(name(&draft).as_deref(), Some("Listed"));
    }
}
