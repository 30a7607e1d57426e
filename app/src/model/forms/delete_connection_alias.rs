//! Deleting a connection alias in one Region: there is nothing to fill in.

use crate::model::{
    change::{Action, FieldError, Form},
    region::Region,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteConnectionAlias {}

/// What it has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The alias's Region.
    pub region: Region,
    /// The other Regions in which the connection string stands.
    pub elsewhere: Vec<Region>,
}

impl Form for DeleteConnectionAlias {
    const ACTION: Action = Action::DeleteConnectionAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[];
    type Context = Context;

    fn check(&self, _: &Context) -> Vec<FieldError> {
        Vec::new()
    }
}
