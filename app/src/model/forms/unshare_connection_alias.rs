//! A connection alias that no other account is to have.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnshareConnectionAlias {
    /// The id of the account that it is shared with; what the page is opened with.
    pub account: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The id of the account that it is shared with.
    pub account: String,
}

impl Form for UnshareConnectionAlias {
    const ACTION: Action = Action::UnshareConnectionAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("account", "AWS account")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        if self.account == context.account {
            return Vec::new();
        }
        let message = format!("It is shared with account {}.", context.account);
        vec![FieldError::new("account", message)]
    }
}
