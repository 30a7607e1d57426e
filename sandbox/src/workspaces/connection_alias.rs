//! A connection alias: a domain name that stands for a directory in each of several Regions.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::error::Error;
use crate::tags::Tags;

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
    /// When that which is under way comes to its end; `None` while nothing is.
    pub settles_at: Option<OffsetDateTime>,
    /// The owner's tags, by key.
    pub tags: Tags,
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
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConnectionAliasPermission {
    /// Who sees the alias too: any account of AWS, also one that is not simulated.
    pub shared_account_id: String,
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
    /// The accounts that may know of it.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        let shared = self.permission.iter();
        std::iter::once(self.owner).chain(shared.map(|permission| permission.shared_account_id.as_str()))
    }

    /// Whether `account` may associate it with a directory of its own.
    pub fn may_be_associated_by(&self, account: &str) -> bool {
        let shared = self.permission.as_ref();
        let shared = shared.filter(|permission| permission.allow_association);
        self.owner == account || shared.is_some_and(|permission| permission.shared_account_id == account)
    }

    /// The association with a directory, also while it begins or ends.
    pub fn associated(&self) -> Option<&Association> {
        let association = self.association.as_ref();
        association.filter(|association| association.association_status != AssociationStatus::NotAssociated)
    }

    /// The directory of that association.
    pub fn directory(&self) -> Option<&str> {
        self.associated()?.resource_id.as_deref()
    }

    /// Refuses what needs the state `CREATED`.
    pub fn expect_created(&self) -> Result<(), Error> {
        if self.state == ConnectionAliasState::Created {
            return Ok(());
        }
        let id = &self.id;
        Err(Error::InvalidResourceState(format!("The state of {id} is not CREATED")))
    }

    /// Refuses what needs an alias without directory.
    pub fn expect_unassociated(&self) -> Result<(), Error> {
        let Some(association) = self.associated() else {
            return Ok(());
        };
        association.expect_settled(&self.id)?;
        let (id, directory) = (&self.id, association.resource_id.as_deref().unwrap_or_default());
        Err(Error::ResourceAssociated(format!(
            "{id} is associated with the directory {directory}"
        )))
    }
}

impl Association {
    /// Refuses what cannot be done while the association of the alias `id` begins or ends.
    pub fn expect_settled(&self, id: &str) -> Result<(), Error> {
        let doing = match self.association_status {
            AssociationStatus::PendingAssociation => "being associated",
            AssociationStatus::PendingDisassociation => "being disassociated",
            _ => return Ok(()),
        };
        Err(Error::InvalidResourceState(format!("{id} is {doing}")))
    }
}
