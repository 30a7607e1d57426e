//! What happens to a connection alias by itself. AWS does not say how long any of it takes; these
//! durations are long enough to be seen and short enough to be waited for.

use time::Duration;

use super::{Association, AssociationStatus, ConnectionAlias, ConnectionAliasState};

/// From `CREATING` to `CREATED`.
pub const CREATION: Duration = Duration::seconds(5);
/// From `PENDING_ASSOCIATION` to `ASSOCIATED_WITH_…_ACCOUNT`.
pub const ASSOCIATION: Duration = Duration::seconds(20);
/// From `PENDING_DISASSOCIATION` to `NOT_ASSOCIATED`.
pub const DISASSOCIATION: Duration = Duration::seconds(20);
/// From `DELETING` to nothing.
pub const DELETION: Duration = Duration::seconds(10);

impl ConnectionAlias {
    /// What it is when that which was under way has ended: nothing, if it was being deleted.
    pub fn settled(mut self) -> Option<Self> {
        self.settles_at = None;
        match self.state {
            ConnectionAliasState::Deleting => return None,
            ConnectionAliasState::Creating => self.state = ConnectionAliasState::Created,
            ConnectionAliasState::Created => {
                let owner = self.owner;
                self.association = self.association.map(|association| association.settled(owner));
            }
        }
        Some(self)
    }
}

impl Association {
    /// No association, of an alias that had one.
    pub const NONE: Self = Self {
        association_status: AssociationStatus::NotAssociated,
        associated_account_id: None,
        resource_id: None,
        connection_identifier: None,
    };

    fn settled(self, owner: &str) -> Self {
        let association_status = match self.association_status {
            AssociationStatus::PendingDisassociation => return Self::NONE,
            AssociationStatus::PendingAssociation if self.associated_account_id == Some(owner) => {
                AssociationStatus::AssociatedWithOwnerAccount
            }
            AssociationStatus::PendingAssociation => AssociationStatus::AssociatedWithSharedAccount,
            settled => settled,
        };
        Self {
            association_status,
            ..self
        }
    }
}
