//! Everything that is known at one moment. Pages are drawn from it; it never changes under them.

use super::{
    answer::{
        AliasWithDirectory, ConnectionAliasDetail, EmailAddressDetail, Frame, IdentityDetail, InstanceRef, UserDetail,
    },
    connection_alias::{AliasState, ConnectionAlias, Directory},
    email_address::EmailAddress,
    freshness::{Freshness, Kind, Scope, ScopeState},
    identity::{Identity, Origin, Status},
    instance::Instance,
    list::Indexed,
    overview::{ConnectionAliasCounts, EmailAddressCounts, Overview, SesRegion, SyncLine, UserCounts},
    region::Region,
    rows::{AddressRef, ConnectionAliasRow, EmailAddressRow, IdentityRow, InRegion, UserRow},
    time::Timestamp,
    user::User,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// Things by what they belong to (an instance's id, a Region) and by their own id or name.
pub type Table<T> = Arc<BTreeMap<(String, String), Arc<T>>>;

/// Everything that is known. Cloning is cheap: the tables are shared until one is changed.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Counts up with every change.
    pub version: u64,
    /// The AWS account.
    pub account: Option<String>,
    /// The Regions that are looked at, in the configured order.
    pub regions: Vec<Region>,
    /// Amazon Connect instances by id.
    pub instances: Arc<BTreeMap<String, Instance>>,
    /// Users by instance and id.
    pub users: Table<User>,
    /// E-mail addresses by instance and id.
    pub email_addresses: Table<EmailAddress>,
    /// Identities by Region and name.
    pub identities: Table<Identity>,
    /// Connection aliases by Region and id.
    pub connection_aliases: Table<ConnectionAlias>,
    /// WorkSpaces directories by Region and id.
    pub directories: Table<Directory>,
    /// SES by Region.
    pub ses: BTreeMap<Region, SesRegion>,
    /// How fresh each listing is.
    pub scopes: BTreeMap<Scope, ScopeState>,
    /// The lists' rows, made when first asked for. Whoever changes a snapshot starts with new ones.
    pub rows: Rows,
}

/// The rows of the four lists.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    users: OnceLock<Arc<[Indexed<UserRow>]>>,
    email_addresses: OnceLock<Arc<[Indexed<EmailAddressRow>]>>,
    identities: OnceLock<Arc<[Indexed<IdentityRow>]>>,
    connection_aliases: OnceLock<Arc<[Indexed<ConnectionAliasRow>]>>,
}

impl Snapshot {
    /// The rows of the list of users.
    #[must_use]
    pub fn user_rows(&self) -> Arc<[Indexed<UserRow>]> {
        let row = |user: &Arc<User>| Some(Indexed::new(UserRow::new(user, self.instances.get(&user.instance)?)));
        self.rows
            .users
            .get_or_init(|| self.users.values().filter_map(row).collect())
            .clone()
    }

    /// The rows of the list of e-mail addresses.
    #[must_use]
    pub fn email_address_rows(&self) -> Arc<[Indexed<EmailAddressRow>]> {
        let make = || {
            let primaries = self.primaries();
            let row = |address: &Arc<EmailAddress>| {
                let instance = self.instances.get(&address.instance)?;
                let (alias_of, aliased_by) = self.alias_relations(address, &primaries);
                Some(Indexed::new(EmailAddressRow::new(
                    address, instance, alias_of, aliased_by,
                )))
            };
            self.email_addresses.values().filter_map(row).collect()
        };
        self.rows.email_addresses.get_or_init(make).clone()
    }

    /// The rows of the list of identities.
    #[must_use]
    pub fn identity_rows(&self) -> Arc<[Indexed<IdentityRow>]> {
        let row = |identity: &Arc<Identity>| Indexed::new(IdentityRow::new(identity));
        self.rows
            .identities
            .get_or_init(|| self.identities.values().map(row).collect())
            .clone()
    }

    /// The rows of the board of connection aliases.
    #[must_use]
    pub fn connection_alias_rows(&self) -> Arc<[Indexed<ConnectionAliasRow>]> {
        let make = || {
            let mut rows: BTreeMap<&str, ConnectionAliasRow> = BTreeMap::new();
            for alias in self.connection_aliases.values() {
                let directories = self
                    .directories
                    .values()
                    .map(Arc::as_ref)
                    .filter(|d| d.region == alias.region);
                let row = rows
                    .entry(&alias.connection_string)
                    .or_insert_with(|| ConnectionAliasRow {
                        connection_string: alias.connection_string.clone(),
                        owner_account: alias.owner_account.clone(),
                        is_own: self.account.as_ref().map(|account| *account == alias.owner_account),
                        regions: Vec::new(),
                    });
                row.regions.push(InRegion::new(alias, directories));
            }
            rows.into_values().map(Indexed::new).collect()
        };
        self.rows.connection_aliases.get_or_init(make).clone()
    }

    /// The user `id` of `instance`.
    #[must_use]
    pub fn user(&self, instance: &str, id: &str) -> Option<UserDetail> {
        let user = self.users.get(&(instance.to_owned(), id.to_owned()))?;
        let instance = self.instances.get(instance)?;
        Some(UserDetail {
            user: User::clone(user),
            instance: instance_ref(instance),
            row: UserRow::new(user, instance),
        })
    }

    /// The e-mail address `id` of `instance`.
    #[must_use]
    pub fn email_address(&self, instance: &str, id: &str) -> Option<EmailAddressDetail> {
        let address = self.email_addresses.get(&(instance.to_owned(), id.to_owned()))?;
        let (alias_of, aliased_by) = self.alias_relations(address, &self.primaries());
        Some(EmailAddressDetail {
            address: EmailAddress::clone(address),
            instance: instance_ref(self.instances.get(instance)?),
            alias_of,
            aliased_by,
        })
    }

    /// The identity `name` in `region`.
    #[must_use]
    pub fn identity(&self, region: &str, name: &str) -> Option<IdentityDetail> {
        let identity = self.identities.get(&(region.to_owned(), name.to_owned()))?;
        let elsewhere = self.elsewhere(identity).map(|other| other.region.clone());
        Some(IdentityDetail {
            identity: Identity::clone(identity),
            elsewhere: elsewhere.collect(),
            replicas: self.replicas(identity),
        })
    }

    /// The identities of the same name in other Regions.
    pub fn elsewhere<'a>(&'a self, identity: &'a Identity) -> impl Iterator<Item = &'a Identity> + 'a {
        let others = self.regions.iter().filter(|region| **region != identity.region);
        others.filter_map(|region| {
            let key = (region.to_string(), identity.name.clone());
            self.identities.get(&key).map(AsRef::as_ref)
        })
    }

    /// The Regions in which an identity has replicas, as far as is known: AWS does not delete it before them.
    #[must_use]
    pub fn replicas(&self, identity: &Identity) -> Vec<Region> {
        if !identity.can_be_parent() {
            return Vec::new();
        }
        let origin = Origin::Replica(identity.region.clone());
        let replicas = self
            .elsewhere(identity)
            .filter(|other| other.dkim().is_some_and(|dkim| dkim.origin == origin));
        replicas.map(|other| other.region.clone()).collect()
    }

    /// The connection string in every Region.
    #[must_use]
    pub fn connection_alias(&self, connection_string: &str) -> Option<ConnectionAliasDetail> {
        let with_directory = |alias: &Arc<ConnectionAlias>| {
            let directory = alias
                .association()
                .and_then(|association| association.directory.clone());
            let directory = directory.and_then(|id| self.directories.get(&(alias.region.to_string(), id)));
            AliasWithDirectory {
                alias: ConnectionAlias::clone(alias),
                directory: directory.map(|directory| Directory::clone(directory)),
            }
        };
        let same = self
            .connection_aliases
            .values()
            .filter(|alias| alias.connection_string == connection_string);
        let aliases: Vec<_> = same.map(with_directory).collect();
        let account = self.account.clone();
        (!aliases.is_empty()).then(|| ConnectionAliasDetail {
            connection_string: connection_string.to_owned(),
            account,
            aliases,
        })
    }

    /// The Region in which things of `kind` are that belong to `parent`: an instance's id or the Region itself.
    #[must_use]
    pub fn region_of(&self, kind: Kind, parent: &str) -> Option<Region> {
        match kind {
            Kind::Users | Kind::EmailAddresses => Some(self.instances.get(parent)?.region.clone()),
            Kind::Identities | Kind::ConnectionAliases => {
                self.regions.iter().find(|region| region.as_str() == parent).cloned()
            }
        }
    }

    /// How fresh the listings of `kind` are, in one Region or in all together.
    #[must_use]
    pub fn freshness(&self, kind: Kind, region: Option<&str>, now: Timestamp) -> Freshness {
        let asked = |scope: &Scope| scope.kind == kind && region.is_none_or(|region| scope.region.as_str() == region);
        Freshness::of(self.scopes.iter().filter(|(scope, _)| asked(scope)), now)
    }

    /// What the frame around every page shows.
    #[must_use]
    pub fn frame(&self, demo: bool, now: Timestamp) -> Frame {
        let strings = count(self.connection_alias_rows().len());
        Frame {
            version: self.version,
            account: self.account.clone(),
            regions: self.regions.clone(),
            instances: self.instances.values().map(instance_ref).collect(),
            counts: vec![
                (Kind::Users, count(self.users.len())),
                (Kind::EmailAddresses, count(self.email_addresses.len())),
                (Kind::Identities, count(self.identities.len())),
                (Kind::ConnectionAliases, strings),
            ],
            demo,
            freshness: Freshness::of(&self.scopes, now),
        }
    }

    /// The overview.
    #[must_use]
    pub fn overview(&self, now: Timestamp) -> Overview {
        let by_status = |status_of: fn(&Identity) -> Option<Status>| {
            let number = |status| {
                count(
                    self.identities
                        .values()
                        .filter(|i| status_of(i) == Some(status))
                        .count(),
                )
            };
            Status::ALL.map(|status| (status, number(status))).into()
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
        let lacking = |answer| {
            count(
                self.users
                    .values()
                    .filter(|user| user.lacks_notifications() == answer)
                    .count(),
            )
        };
        let of = |instance: &Instance| count(self.users.values().filter(|user| user.instance == instance.id).count());
        UserCounts {
            total: count(self.users.len()),
            without_notifications: lacking(Some(true)),
            unknown: lacking(None),
            by_instance: self
                .instances
                .values()
                .map(|instance| (instance.alias.clone(), of(instance)))
                .collect(),
        }
    }

    fn email_address_counts(&self) -> EmailAddressCounts {
        let rows = self.email_address_rows();
        let number =
            |test: fn(&EmailAddressRow) -> bool| count(rows.iter().filter(|indexed| test(&indexed.row)).count());
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
                    .filter(|indexed| indexed.row.regions.iter().any(|r| test(r.state)))
                    .count(),
            )
        };
        ConnectionAliasCounts {
            strings: count(rows.len()),
            not_associated: any(|state| state == AliasState::NotAssociated),
            changing: any(AliasState::is_changing),
        }
    }

    /// The id of the address that each alias forwards to, by instance and alias.
    fn primaries(&self) -> BTreeMap<(&str, &str), &str> {
        let pair = |address: &'_ Arc<EmailAddress>| address.alias.is_some();
        self.email_addresses
            .values()
            .filter(|address| pair(address))
            .filter_map(|a| Some(((a.instance.as_str(), a.alias.as_deref()?), a.id.as_str())))
            .collect()
    }

    fn alias_relations(
        &self,
        address: &EmailAddress,
        primaries: &BTreeMap<(&str, &str), &str>,
    ) -> (Option<AddressRef>, Option<AddressRef>) {
        let reference = |id: &str| {
            let known = self.email_addresses.get(&(address.instance.clone(), id.to_owned()));
            AddressRef {
                id: id.to_owned(),
                address: known.map_or_else(|| id.to_owned(), |known| known.address.clone()),
            }
        };
        let alias_of = primaries
            .get(&(address.instance.as_str(), address.id.as_str()))
            .map(|id| reference(id));
        (alias_of, address.alias.as_deref().map(reference))
    }
}

fn instance_ref(instance: &Instance) -> InstanceRef {
    InstanceRef {
        id: instance.id.clone(),
        alias: instance.alias.clone(),
        region: instance.region.clone(),
        identity_management: instance.identity_management,
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

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
