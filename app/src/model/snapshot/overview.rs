//! The numbers of the overview.

use super::{Snapshot, count};
use crate::model::{
    connection_alias::AliasState,
    freshness::{Freshness, Scope, ScopeState},
    identity::{Identity, Status},
    instance::Instance,
    overview::{ConnectionAliasCounts, EmailAddressCounts, Overview, SyncLine, UserCounts},
    rows::EmailAddressRow,
    time::Timestamp,
};
use std::collections::BTreeMap;

impl Snapshot {
    /// The overview.
    #[must_use]
    pub fn overview(&self, now: Timestamp) -> Overview {
        let by_status = |status_of: fn(&Identity) -> Option<Status>| {
            let mut counts = Status::ALL.map(|status| (status, 0_u32));
            for status in self.identities.values().filter_map(|identity| status_of(identity)) {
                if let Some((_, count)) = counts.iter_mut().find(|(of, _)| *of == status) {
                    *count += 1;
                }
            }
            counts.into()
        };
        Overview {
            users: self.user_counts(),
            email_addresses: self.email_address_counts(),
            identities: by_status(|identity| Some(identity.status)),
            dkim: by_status(|identity| {
                let details = identity.details.as_ref()?;
                Some(details.dkim.as_ref().map_or(Status::NotStarted, |dkim| dkim.status))
            }),
            dkim_unknown: count(
                self.identities
                    .values()
                    .filter(|identity| identity.details.is_none())
                    .count(),
            ),
            connection_aliases: self.connection_alias_counts(),
            ses: self.ses.values().cloned().collect(),
            sync: self
                .scopes
                .iter()
                .map(|(scope, state)| sync_line(scope, state))
                .collect(),
            freshness: Freshness::of(&self.scopes, now),
        }
    }

    fn user_counts(&self) -> UserCounts {
        let mut counts = UserCounts {
            total: count(self.users.len()),
            ..UserCounts::default()
        };
        let mut of: BTreeMap<&str, u32> = BTreeMap::new();
        for user in self.users.values() {
            match user.lacks_notifications() {
                Some(true) => counts.without_notifications += 1,
                Some(false) => {}
                None => counts.unknown += 1,
            }
            *of.entry(&user.instance).or_default() += 1;
        }
        let users_of = |instance: &Instance| of.get(instance.id.as_str()).copied().unwrap_or_default();
        let instances = self.instances.values();
        counts.by_instance = instances.map(|i| (i.alias.clone(), users_of(i))).collect();
        counts
    }

    fn email_address_counts(&self) -> EmailAddressCounts {
        let rows = self.email_address_rows();
        let number = |test: fn(&EmailAddressRow) -> bool| count(rows.iter().filter(|row| test(row)).count());
        EmailAddressCounts {
            total: count(rows.len()),
            aliased: number(|row| row.aliased_by.is_some()),
            aliases: number(|row| row.alias_of.is_some()),
            unaliased: number(|row| row.aliased_by.is_none() && row.alias_of.is_none()),
        }
    }

    fn connection_alias_counts(&self) -> ConnectionAliasCounts {
        let rows = self.connection_alias_rows();
        let any = |test: fn(AliasState) -> bool| {
            count(
                rows.iter()
                    .filter(|row| row.regions.iter().any(|r| test(r.state)))
                    .count(),
            )
        };
        ConnectionAliasCounts {
            strings: count(rows.len()),
            not_associated: any(|state| state == AliasState::NotAssociated),
            changing: any(AliasState::is_changing),
        }
    }
}

fn sync_line(scope: &Scope, state: &ScopeState) -> SyncLine {
    SyncLine {
        kind: scope.kind,
        region: scope.region.clone(),
        listed_at: state.listed_at,
        progress: state.progress,
        problem: state.problem.clone(),
    }
}
