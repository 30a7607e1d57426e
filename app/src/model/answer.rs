//! What the server answers to a page.

use super::{
    connection_alias::{ConnectionAlias, Directory},
    email_address::EmailAddress,
    freshness::{Freshness, Kind},
    identity::Identity,
    instance::IdentityManagement,
    region::Region,
    rows::{AddressRef, UserRow},
    user::User,
};
use serde::{Deserialize, Serialize};

/// One thing, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail<T> {
    /// It is known.
    Found {
        /// The thing.
        item: T,
        /// How old that is.
        freshness: Freshness,
    },
    /// Its list was never read to the end, so nobody can say whether it exists. It is being read now.
    NotReadYet {
        /// What stands in the way, if anything does.
        freshness: Freshness,
    },
    /// There is no such thing.
    NotFound,
}

/// The frame around every page: navigation, counts, where we are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The version of what is known; counts up with every change.
    pub version: u64,
    /// The AWS account's id, once STS told it.
    pub account: Option<String>,
    /// The Regions that Frontdesk looks at.
    pub regions: Vec<Region>,
    /// The Amazon Connect instances found in them.
    pub instances: Vec<InstanceRef>,
    /// How many there are of each kind.
    pub counts: Vec<(Kind, u32)>,
    /// Whether AWS is simulated.
    pub demo: bool,
    /// Of everything together.
    pub freshness: Freshness,
}

/// An Amazon Connect instance, as other things refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceRef {
    /// Its id.
    pub id: String,
    /// Its alias.
    pub alias: String,
    /// Its Region.
    pub region: Region,
    /// Who keeps its users' accounts.
    pub identity_management: IdentityManagement,
}

/// Everything about a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDetail {
    /// The user.
    pub user: User,
    /// The instance.
    pub instance: InstanceRef,
    /// The names that the ids in it stand for.
    pub row: UserRow,
}

/// Everything about an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddressDetail {
    /// The address.
    pub address: EmailAddress,
    /// The instance.
    pub instance: InstanceRef,
    /// The address that this one is an alias of.
    pub alias_of: Option<AddressRef>,
    /// The address that is an alias of this one.
    pub aliased_by: Option<AddressRef>,
}

/// Everything about an identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityDetail {
    /// The identity.
    pub identity: Identity,
    /// The other Regions in which an identity of the same name stands.
    pub elsewhere: Vec<Region>,
    /// Those of them in which it is a replica of this one, as far as is known.
    pub replicas: Vec<Region>,
}

/// Everything about a connection string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionAliasDetail {
    /// The string.
    pub connection_string: String,
    /// The account that Frontdesk looks at, once known.
    pub account: Option<String>,
    /// The aliases that carry it, by Region.
    pub aliases: Vec<AliasWithDirectory>,
}

/// An alias with the directory it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasWithDirectory {
    /// The alias.
    pub alias: ConnectionAlias,
    /// The directory, where it is one of this account's.
    pub directory: Option<Directory>,
}
