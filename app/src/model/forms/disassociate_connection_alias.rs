//! A connection alias that is to lead nowhere.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisassociateConnectionAlias {
    /// The directory's id; what the page is opened with.
    pub directory: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The id of the directory that it leads to.
    pub directory: String,
    /// The directory's name; the id where that is not known.
    pub name: String,
}

impl Form for DisassociateConnectionAlias {
    const ACTION: Action = Action::DisassociateConnectionAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("directory", "Directory")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        if self.directory == context.directory {
            return Vec::new();
        }
        let message = format!("It is associated with {} ({}).", context.name, context.directory);
        vec![FieldError::new("directory", message)]
    }
}
