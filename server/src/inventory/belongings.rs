//! Which account and which Regions what is known belongs to.

use super::Draft;
use crate::store::Write;
use app::model::{
    changed::{Topic, Topics},
    connection_alias::{ConnectionAlias, Directory},
    freshness::{Kind, Scope},
    identity::Identity,
    region::Region,
};
use std::collections::BTreeSet;

impl Draft {
    /// Takes in the account. What is known of another one is dropped; returns whether there was one.
    pub fn account(&mut self, account: String) -> bool {
        if self.snapshot.account.as_ref() == Some(&account) {
            return false;
        }
        let is_another = self.snapshot.account.is_some();
        if is_another {
            let regions = std::mem::take(&mut self.snapshot.regions);
            self.only_regions(&[]);
            self.only_regions(&regions);
        }
        self.write(Topics::LISTS, Write::account(&account));
        self.snapshot.account = Some(account);
        is_another
    }

    /// Looks at `regions` from now on. What is known of others is dropped.
    pub fn only_regions(&mut self, regions: &[Region]) {
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
            self.write(Topic::Identities, Write::remove_ses(&ses));
            self.snapshot.ses.remove(&ses.region);
        }
        let others = self
            .snapshot
            .scopes
            .keys()
            .filter(|scope| is_other(scope.region.as_str()));
        for scope in others.cloned().collect::<Vec<_>>() {
            self.pause(&scope, None);
            self.snapshot.scopes.remove(&scope);
            self.write(Topics::LISTS_AND_SYNC, Write::remove_scope(&scope));
        }
        for region in regions {
            for kind in Kind::ALL {
                let region = region.clone();
                self.snapshot.scopes.entry(Scope { kind, region }).or_default();
            }
        }
        self.snapshot.regions = regions.to_vec();
        self.touch(Topics::LISTS_AND_SYNC);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::{freshness::ScopeState, overview::SesRegion, snapshot::Snapshot, time::Timestamp};

    fn region() -> Region {
        "eu-west-2".parse().expect("a Region")
    }

    #[test]
    fn nothing_of_another_account_stays() {
        let mut draft = Draft::of(&Snapshot::default());
        draft.only_regions(&[region()]);
        draft.account("111122223333".to_owned());
        draft.ses(SesRegion {
            region: region(),
            production_access: true,
            sending_enabled: true,
            configuration_sets: Vec::new(),
        });
        let scope = Scope {
            kind: Kind::Identities,
            region: region(),
        };
        draft.complete(&scope, Timestamp::from_millis(1));
        assert!(draft.account("444455556666".to_owned()));
        let next = draft.snapshot;
        assert_eq!((next.ses.len(), next.regions), (0, vec![region()]));
        assert_eq!(next.scopes[&scope], ScopeState::default());
    }
}
