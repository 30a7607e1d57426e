//! Which change belongs to which action.

use super::{
    change::{AnyChange, Of},
    email_addresses, users,
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
        _ => None,
    }
}
