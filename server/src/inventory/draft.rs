//! A change to the inventory, while it is made.

use super::resource::{Key, Resource};
use crate::store::Write;
use app::model::{
    email_address::EmailAddress,
    freshness::{Kind, Scope, ScopeState},
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
    pub(super) changed: bool,
}

impl Draft {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        Self {
            snapshot: snapshot.clone(),
            writes: Vec::new(),
            changed: false,
        }
    }

    /// What is known so far.
    #[must_use]
    pub const fn known(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Takes in a thing as a listing tells it: its details stay as they are known.
    pub fn listed<T: Resource>(&mut self, mut item: T) {
        if let Some(known) = T::table(&self.snapshot).get(&item.key()) {
            item.keep_details(known);
        }
        self.put(item);
    }

    /// Takes in a thing of which everything was read.
    pub fn described<T: Resource>(&mut self, item: T) {
        self.put(item);
    }

    /// Takes out a thing that is gone.
    pub fn remove<T: Resource>(&mut self, (parent, id): Key) {
        let key = (parent, id);
        if !T::table(&self.snapshot).contains_key(&key) {
            return;
        }
        Arc::make_mut(T::table_mut(&mut self.snapshot)).remove(&key);
        let (parent, id) = key;
        let kind = T::KIND;
        self.write(Write::Remove { kind, parent, id });
    }

    /// Takes out what a listing of `parent`, complete, did not contain. What was described since `start` stays: a search
    /// may lag behind a change by seconds.
    pub fn keep_only<T: Resource>(&mut self, parent: &str, listed: &BTreeSet<String>, start: Timestamp) {
        let gone = |((of, id), item): &(&Key, &Arc<T>)| {
            of == parent && !listed.contains(id) && item.described_at().is_none_or(|at| at < start)
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
            self.write(Write::instance(&instance));
            Arc::make_mut(&mut self.snapshot.instances).insert(instance.id.clone(), instance);
        }
    }

    /// Takes out the instances of `region` that are gone, with all that belongs to them.
    pub fn keep_only_instances(&mut self, region: &Region, listed: &BTreeSet<String>) {
        let gone = |instance: &&Instance| instance.region == *region && !listed.contains(&instance.id);
        let gone: Vec<Instance> = self.snapshot.instances.values().filter(gone).cloned().collect();
        for instance in gone {
            self.write(Write::remove_instance(&instance));
            Arc::make_mut(&mut self.snapshot.instances).remove(&instance.id);
            self.remove_all::<User>(|parent| *parent == instance.id);
            self.remove_all::<EmailAddress>(|parent| *parent == instance.id);
        }
    }

    /// Takes in what SES says of a Region.
    pub fn ses(&mut self, ses: SesRegion) {
        if self.snapshot.ses.get(&ses.region) != Some(&ses) {
            self.write(Write::ses(&ses));
            self.snapshot.ses.insert(ses.region.clone(), ses);
        }
    }

    /// Takes in the account. What is known of another one is dropped.
    pub fn account(&mut self, account: String) {
        if self.snapshot.account.as_ref() == Some(&account) {
            return;
        }
        if self.snapshot.account.is_some() {
            let regions = std::mem::take(&mut self.snapshot.regions);
            self.only_regions(&[]);
            self.only_regions(&regions);
        }
        self.write(Write::Account(account.clone()));
        self.snapshot.account = Some(account);
    }

    /// Looks at `regions` from now on. What is known of others is dropped.
    pub fn only_regions(&mut self, regions: &[Region]) {
        use app::model::{
            connection_alias::{ConnectionAlias, Directory},
            identity::Identity,
        };
        let is_other = |region: &str| !regions.iter().any(|known| known.as_str() == region);
        self.remove_all::<Identity>(is_other);
        self.remove_all::<ConnectionAlias>(is_other);
        self.remove_all::<Directory>(is_other);
        let others: BTreeSet<Region> = self.snapshot.instances.values().map(|i| i.region.clone()).collect();
        for region in others.iter().filter(|region| is_other(region.as_str())) {
            self.keep_only_instances(region, &BTreeSet::new());
        }
        let others = self.snapshot.ses.values().filter(|ses| is_other(ses.region.as_str()));
        for ses in others.cloned().collect::<Vec<_>>() {
            self.write(Write::remove_ses(&ses));
            self.snapshot.ses.remove(&ses.region);
        }
        let others = self
            .snapshot
            .scopes
            .keys()
            .filter(|scope| is_other(scope.region.as_str()));
        for scope in others.cloned().collect::<Vec<_>>() {
            self.snapshot.scopes.remove(&scope);
            self.write(Write::Unlisted(scope));
        }
        for region in regions {
            for kind in Kind::ALL {
                let region = region.clone();
                self.snapshot.scopes.entry(Scope { kind, region }).or_default();
            }
        }
        self.snapshot.regions = regions.to_vec();
        self.changed = true;
    }

    /// Says of `scope` that its listing was complete at `now`.
    pub fn complete(&mut self, scope: &Scope, now: Timestamp) {
        self.scope(scope, |state| state.listed_at = Some(now));
        self.write(Write::Listed(scope.clone(), now));
    }

    /// Changes what is known of a listing.
    pub fn scope(&mut self, scope: &Scope, change: impl FnOnce(&mut ScopeState)) {
        // A listing that is not looked at (any more) has no state.
        if let Some(state) = self.snapshot.scopes.get_mut(scope) {
            let before = state.clone();
            change(state);
            self.changed |= *state != before;
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
        self.write(Write::put(T::KIND, key.clone(), &item));
        Arc::make_mut(T::table_mut(&mut self.snapshot)).insert(key, Arc::new(item));
    }

    fn remove_all<T: Resource>(&mut self, of: impl Fn(&str) -> bool) {
        let keys: Vec<Key> = T::table(&self.snapshot)
            .keys()
            .filter(|(parent, _)| of(parent))
            .cloned()
            .collect();
        for key in keys {
            self.remove::<T>(key);
        }
    }

    fn write(&mut self, write: Write) {
        self.changed = true;
        self.writes.push(write);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::{connection_alias::Directory, time::Timestamp};

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
        draft.listed(directory("d-1"));
        draft.listed(directory("d-2"));
        draft.snapshot
    }

    #[test]
    fn what_is_the_same_changes_nothing() {
        let mut draft = Draft::of(&snapshot());
        draft.listed(directory("d-1"));
        draft.account("111122223333".to_owned());
        assert!(!draft.changed && draft.writes.is_empty());
    }

    #[test]
    fn a_complete_listing_takes_out_what_it_lacks_and_nothing_of_others() {
        let mut draft = Draft::of(&snapshot());
        let listed = BTreeSet::from(["d-2".to_owned()]);
        draft.keep_only::<Directory>("us-east-1", &BTreeSet::new(), Timestamp::default());
        assert!(!draft.changed);
        draft.keep_only::<Directory>("eu-west-2", &listed, Timestamp::default());
        assert_eq!(draft.snapshot.directories.len(), 1);
        assert!(matches!(draft.writes.as_slice(), [Write::Remove { id, .. }] if id == "d-1"));
    }

    #[test]
    fn nothing_of_another_account_stays() {
        let mut draft = Draft::of(&snapshot());
        let scope = Scope {
            kind: Kind::Identities,
            region: region(),
        };
        draft.complete(&scope, Timestamp::from_millis(1));
        draft.account("444455556666".to_owned());
        let next = draft.snapshot;
        assert_eq!((next.directories.len(), next.regions), (0, vec![region()]));
        assert_eq!(next.scopes[&scope], ScopeState::default());
    }
}
