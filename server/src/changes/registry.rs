//! Which change belongs to which action.

use super::{
    change::{AnyChange, Of},
    connection_aliases, email_addresses, identities, users,
};
use app::model::change::Action;

/// The change that is made by `action`; `None` where it has no form of its own.
#[must_use]
pub fn change(action: Action) -> Option<&'static dyn AnyChange> {
    match action {
        Action::CreateUser => Some(&Of::<users::CreateUser>::NEW),
        Action::EditUser => Some(&Of::<users::EditUser>::NEW),
        Action::DeleteUser => Some(&Of::<users::DeleteUser>::NEW),
        Action::EditEmailAddress => Some(&Of::<email_addresses::EditEmailAddress>::NEW),
        Action::CreateEmailAddress => Some(&Of::<email_addresses::CreateEmailAddress>::NEW),
        Action::DeleteEmailAddress => Some(&Of::<email_addresses::DeleteEmailAddress>::NEW),
        Action::AssociateEmailAddressAlias => Some(&Of::<email_addresses::AssociateEmailAddressAlias>::NEW),
        Action::DisassociateEmailAddressAlias => Some(&Of::<email_addresses::DisassociateEmailAddressAlias>::NEW),
        Action::CreateConnectionAlias => Some(&Of::<connection_aliases::CreateConnectionAlias>::NEW),
        Action::AssociateConnectionAlias => Some(&Of::<connection_aliases::AssociateConnectionAlias>::NEW),
        Action::DisassociateConnectionAlias => Some(&Of::<connection_aliases::DisassociateConnectionAlias>::NEW),
        Action::ShareConnectionAlias => Some(&Of::<connection_aliases::ShareConnectionAlias>::NEW),
        Action::UnshareConnectionAlias => Some(&Of::<connection_aliases::UnshareConnectionAlias>::NEW),
        Action::EditConnectionAliasTags => Some(&Of::<connection_aliases::EditConnectionAliasTags>::NEW),
        Action::DeleteConnectionAlias => Some(&Of::<connection_aliases::DeleteConnectionAlias>::NEW),
        Action::CreateIdentity => Some(&Of::<identities::CreateIdentity>::NEW),
        Action::EditDkimSigning => Some(&Of::<identities::EditDkimSigning>::NEW),
        Action::EditSigningAttributes => Some(&Of::<identities::EditSigningAttributes>::NEW),
        Action::EditMailFrom => Some(&Of::<identities::EditMailFrom>::NEW),
        Action::EditFeedbackForwarding => Some(&Of::<identities::EditFeedbackForwarding>::NEW),
        Action::EditConfigurationSet => Some(&Of::<identities::EditConfigurationSet>::NEW),
        Action::EditPolicy => Some(&Of::<identities::EditPolicy>::NEW),
        Action::DeletePolicy => Some(&Of::<identities::DeletePolicy>::NEW),
        Action::EditIdentityTags => Some(&Of::<identities::EditIdentityTags>::NEW),
        Action::DeleteIdentity => Some(&Of::<identities::DeleteIdentity>::NEW),
        _ => None,
    }
}
