//! Which change belongs to which action.

use super::{
    change::{AnyChange, Of},
    connection_aliases, email_addresses, identities, users,
};
use app::model::change::Action;

/// The change that is made by `action`.
#[must_use]
pub fn change(action: Action) -> &'static dyn AnyChange {
    match action {
        Action::CreateUser => &Of::<users::CreateUser>::NEW,
        Action::EditUser => &Of::<users::EditUser>::NEW,
        Action::DeleteUser => &Of::<users::DeleteUser>::NEW,
        Action::BulkEditUsers => &Of::<users::BulkEditUsers>::NEW,
        Action::BulkDeleteUsers => &Of::<users::BulkDeleteUsers>::NEW,
        Action::EditEmailAddress => &Of::<email_addresses::EditEmailAddress>::NEW,
        Action::CreateEmailAddress => &Of::<email_addresses::CreateEmailAddress>::NEW,
        Action::DeleteEmailAddress => &Of::<email_addresses::DeleteEmailAddress>::NEW,
        Action::AssociateEmailAddressAlias => &Of::<email_addresses::AssociateEmailAddressAlias>::NEW,
        Action::DisassociateEmailAddressAlias => &Of::<email_addresses::DisassociateEmailAddressAlias>::NEW,
        Action::CreateConnectionAlias => &Of::<connection_aliases::CreateConnectionAlias>::NEW,
        Action::AssociateConnectionAlias => &Of::<connection_aliases::AssociateConnectionAlias>::NEW,
        Action::DisassociateConnectionAlias => &Of::<connection_aliases::DisassociateConnectionAlias>::NEW,
        Action::ShareConnectionAlias => &Of::<connection_aliases::ShareConnectionAlias>::NEW,
        Action::UnshareConnectionAlias => &Of::<connection_aliases::UnshareConnectionAlias>::NEW,
        Action::EditConnectionAliasTags => &Of::<connection_aliases::EditConnectionAliasTags>::NEW,
        Action::DeleteConnectionAlias => &Of::<connection_aliases::DeleteConnectionAlias>::NEW,
        Action::CreateIdentity => &Of::<identities::CreateIdentity>::NEW,
        Action::EditDkimSigning => &Of::<identities::EditDkimSigning>::NEW,
        Action::EditSigningAttributes => &Of::<identities::EditSigningAttributes>::NEW,
        Action::EditMailFrom => &Of::<identities::EditMailFrom>::NEW,
        Action::EditFeedbackForwarding => &Of::<identities::EditFeedbackForwarding>::NEW,
        Action::EditConfigurationSet => &Of::<identities::EditConfigurationSet>::NEW,
        Action::EditPolicy => &Of::<identities::EditPolicy>::NEW,
        Action::DeletePolicy => &Of::<identities::DeletePolicy>::NEW,
        Action::EditIdentityTags => &Of::<identities::EditIdentityTags>::NEW,
        Action::DeleteIdentity => &Of::<identities::DeleteIdentity>::NEW,
    }
}
