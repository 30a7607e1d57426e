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
    list::{Index, ListRow, Next, Part},
    overview::{ConnectionAliasCounts, EmailAddressCounts, Overview, SesRegion, SyncLine, UserCounts},
    region::Region,
    rows::{AddressRef, ConnectionAliasRow, EmailAddressRow, IdentityRow, InRegion, UserRow},
    time::Timestamp,
    user::User,
};
use std::{
    collections::BTreeMap,
    iter,
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
    /// The lists' rows, made when first asked for. Whoever changes a snapshot goes on with [`Rows::after`].
    pub rows: Rows,
}

/// An alias, and the directory that it leads to.
type Place<'a> = (&'a Arc<ConnectionAlias>, Option<&'a Arc<Directory>>);

/// The rows of the four lists.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    users: Made<UserRow>,
    email_addresses: Made<EmailAddressRow>,
    identities: Made<IdentityRow>,
    connection_aliases: Made<ConnectionAliasRow>,
}

/// The rows of a list, once they are made; else those that were made last, since most of them will be the same.
#[derive(Clone, Debug)]
struct Made<R> {
    now: OnceLock<Arc<Index<R>>>,
    before: Option<Arc<Index<R>>>,
}

impl<R> Default for Made<R> {
    fn default() -> Self {
        Self {
            now: OnceLock::new(),
            before: None,
        }
    }
}

impl<R: ListRow> Made<R> {
    fn get_or_make(&self, make: impl FnOnce(Next<'_, R>) -> Index<R>) -> Arc<Index<R>> {
        let make = || Arc::new(make(Next::after(self.before.as_deref())));
        self.now.get_or_init(make).clone()
    }

    /// The same, unless what they show has changed.
    fn after(self, is_same: bool) -> Self {
        if is_same {
            return self;
        }
        Self {
            now: OnceLock::new(),
            before: self.now.into_inner().or(self.before),
        }
    }
}

impl Rows {
    /// The rows of `next`, as far as they are those of `snapshot`.
    #[must_use]
    pub fn after(snapshot: &Snapshot, next: &Snapshot) -> Self {
        let mut rows = snapshot.rows.clone();
        // Every row has names of its instance, or the account, which hardly ever change.
        if !Arc::ptr_eq(&snapshot.instances, &next.instances) {
            (rows.users, rows.email_addresses) = Default::default();
        }
        if snapshot.account != next.account {
            (rows.identities, rows.connection_aliases) = Default::default();
        }
        let same_aliases = Arc::ptr_eq(&snapshot.connection_aliases, &next.connection_aliases)
            && Arc::ptr_eq(&snapshot.directories, &next.directories);
        Self {
            users: rows.users.after(Arc::ptr_eq(&snapshot.users, &next.users)),
            email_addresses: rows
                .email_addresses
                .after(Arc::ptr_eq(&snapshot.email_addresses, &next.email_addresses)),
            identities: rows
                .identities
                .after(Arc::ptr_eq(&snapshot.identities, &next.identities)),
            connection_aliases: rows.connection_aliases.after(same_aliases),
        }
    }
}

impl Snapshot {
    /// The rows of the list of users.
    #[must_use]
    pub fn user_rows(&self) -> Arc<Index<UserRow>> {
        self.rows.users.get_or_make(|mut next| {
            for user in self.users.values() {
                if let Some(instance) = self.instances.get(&user.instance) {
                    next.add(vec![part(user)], || (UserRow::new(user, instance), UserRow::also(user)));
                }
            }
            next.finish()
        })
    }

    /// The rows of the list of e-mail addresses.
    #[must_use]
    pub fn email_address_rows(&self) -> Arc<Index<EmailAddressRow>> {
        self.rows.email_addresses.get_or_make(|mut next| {
            let primaries = self.primaries();
            for address in self.email_addresses.values() {
                if let Some(instance) = self.instances.get(&address.instance) {
                    let (alias_of, aliased_by) = self.alias_relations(address, &primaries);
                    let other = |reference: &Option<AddressRef>| {
                        let key = (address.instance.clone(), reference.as_ref()?.id.clone());
                        self.email_addresses.get(&key)
                    };
                    let others = [other(&alias_of), other(&aliased_by)].map(|other| part(other.unwrap_or(address)));
                    let parts = iter::once(part(address)).chain(others);
                    next.add(parts.collect(), || {
                        let row = EmailAddressRow::new(address, instance, alias_of, aliased_by);
                        (row, EmailAddressRow::also(address))
                    });
                }
            }
            next.finish()
        })
    }

    /// The rows of the list of identities.
    #[must_use]
    pub fn identity_rows(&self) -> Arc<Index<IdentityRow>> {
        self.rows.identities.get_or_make(|mut next| {
            for identity in self.identities.values() {
                next.add(vec![part(identity)], || {
                    let also = IdentityRow::also(identity, self.account.as_deref());
                    (IdentityRow::new(identity), also)
                });
            }
            next.finish()
        })
    }

    /// The rows of the board of connection aliases.
    #[must_use]
    pub fn connection_alias_rows(&self) -> Arc<Index<ConnectionAliasRow>> {
        self.rows.connection_aliases.get_or_make(|mut next| {
            let mut strings: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
            for alias in self.connection_aliases.values() {
                let place = (alias, self.directory_of(alias));
                strings.entry(&alias.connection_string).or_default().push(place);
            }
            for (string, places) in &strings {
                let parts = places
                    .iter()
                    .flat_map(|(alias, directory)| [part(*alias), directory.map_or_else(|| part(*alias), part)]);
                next.add(parts.collect(), || self.connection_alias_row(string, places));
            }
            next.finish()
        })
    }

    /// The row of a connection string, with what is searched beside its columns.
    fn connection_alias_row(&self, connection_string: &str, places: &[Place<'_>]) -> (ConnectionAliasRow, Vec<String>) {
        let places = || {
            places
                .iter()
                .map(|(alias, directory)| (&***alias, directory.map(AsRef::as_ref)))
        };
        let owner = places().next().map(|(alias, _)| alias.owner_account.clone());
        let owner_account = owner.unwrap_or_default();
        let row = ConnectionAliasRow {
            connection_string: connection_string.to_owned(),
            is_own: self.account.as_ref().map(|account| *account == owner_account),
            owner_account,
            regions: places()
                .map(|(alias, directory)| InRegion::new(alias, directory))
                .collect(),
        };
        let also = places().flat_map(|(alias, directory)| ConnectionAliasRow::also(alias, directory));
        (row, also.collect())
    }

    /// The directory that an alias leads to, where it is one of this account's.
    fn directory_of(&self, alias: &ConnectionAlias) -> Option<&Arc<Directory>> {
        let directory = alias.association()?.directory.clone()?;
        self.directories.get(&(alias.region.to_string(), directory))
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
        let with_directory = |alias: &Arc<ConnectionAlias>| AliasWithDirectory {
            alias: ConnectionAlias::clone(alias),
            directory: self.directory_of(alias).map(|directory| Directory::clone(directory)),
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

fn part<T: Send + Sync + 'static>(of: &Arc<T>) -> Part {
    Arc::clone(of) as Part
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
