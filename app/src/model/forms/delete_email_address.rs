//! Deleting an e-mail address: there is nothing to fill in.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteEmailAddress {}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The address.
    pub address: String,
    /// Its alias, if it has one.
    pub alias: Option<String>,
    /// What it is the alias of, if of any.
    pub alias_of: Option<String>,
}

impl Form for DeleteEmailAddress {
    const ACTION: Action = Action::DeleteEmailAddress;
    const FIELDS: &'static [(&'static str, &'static str)] = &[];
    type Context = Context;

    fn check(&self, _: &Context) -> Vec<FieldError> {
        Vec::new()
    }
}
