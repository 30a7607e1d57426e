//! A connection alias: a domain name that stands for a directory in each of several Regions.

use std::collections::BTreeMap;

use serde::Serialize;

/// A connection alias in one Region.
#[derive(Clone, Debug)]
pub struct ConnectionAlias {
    /// `wsca-…`
    pub id: String,
    /// A fully qualified domain name; reserved for the owner for ever.
    pub connection_string: String,
    /// How far it has come.
    pub state: ConnectionAliasState,
    /// Who created it.
    pub owner: &'static str,
    /// The one account that it is shared with, if any.
    pub permission: Option<ConnectionAliasPermission>,
    /// At most one.
    pub association: Option<Association>,
    /// The owner's tags, by key.
    pub tags: BTreeMap<String, String>,
}

/// `ConnectionAliasState` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ConnectionAliasState {
    /// Not usable yet.
    Creating,
    /// Usable.
    Created,
    /// Not usable any more.
    Deleting,
}

/// `ConnectionAliasPermission` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConnectionAliasPermission {
    /// Who sees the alias too.
    pub shared_account_id: &'static str,
    /// Whether that account may associate it with a directory.
    pub allow_association: bool,
}

/// `ConnectionAliasAssociation` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Association {
    /// How far it has come.
    pub association_status: AssociationStatus,
    /// Whose directory it is.
    pub associated_account_id: Option<&'static str>,
    /// The directory's id.
    pub resource_id: Option<String>,
    /// What the TXT record of the connection string must say to send users here.
    pub connection_identifier: Option<String>,
}

/// `AssociationStatus` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AssociationStatus {
    /// With no directory.
    NotAssociated,
    /// With a directory of the owner.
    AssociatedWithOwnerAccount,
    /// With a directory of the account that it is shared with.
    AssociatedWithSharedAccount,
    /// Under way.
    PendingAssociation,
    /// Coming to its end.
    PendingDisassociation,
}

impl ConnectionAlias {
    /// Whether `account` may know of it.
    pub fn visible_to(&self, account: &str) -> bool {
        let shared = self.permission.as_ref();
        self.owner == account || shared.is_some_and(|permission| permission.shared_account_id == account)
    }
}
