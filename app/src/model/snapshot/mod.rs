//! Everything that is known at one moment. Pages are drawn from it; it never changes under them.

mod overview;
mod rows;

pub use rows::Rows;

use super::{
    answer::{
        AliasWithDirectory, ConnectionAliasDetail, EmailAddressDetail, Frame, IdentityDetail, InstanceRef, UserDetail,
    },
    connection_alias::{ConnectionAlias, Directory},
    email_address::EmailAddress,
    freshness::{Freshness, Kind, Scope, ScopeState},
    identity::{Identity, Origin},
    instance::Instance,
    overview::SesRegion,
    region::Region,
    rows::UserRow,
    time::Timestamp,
    user::User,
};
use std::{collections::BTreeMap, sync::Arc};

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

impl Snapshot {
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
}

fn instance_ref(instance: &Instance) -> InstanceRef {
    InstanceRef {
        id: instance.id.clone(),
        alias: instance.alias.clone(),
        region: instance.region.clone(),
        identity_management: instance.identity_management,
    }
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
