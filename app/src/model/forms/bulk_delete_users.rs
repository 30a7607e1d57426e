//! Deleting several users.

use super::bulk_edit_users::check_users;
use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkDeleteUsers {
    /// The users, as `instance/id`.
    pub users: Vec<String>,
}

impl Form for BulkDeleteUsers {
    const ACTION: Action = Action::BulkDeleteUsers;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("users", "Users")];
    type Context = ();

    fn check(&self, (): &()) -> Vec<FieldError> {
        check_users(&self.users)
    }
}
