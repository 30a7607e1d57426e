//! A sending authorization policy that goes.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeletePolicy {
    /// The policy's name.
    pub name: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The names of the policies that are there.
    pub names: Vec<String>,
}

impl Form for DeletePolicy {
    const ACTION: Action = Action::DeletePolicy;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("name", "Policy name")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        if context.names.contains(&self.name) {
            return Vec::new();
        }
        vec![FieldError::new("name", "Choose a policy that is there.")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_that_is_there() {
        let context = Context {
            names: vec!["partner".to_owned()],
        };
        let wrong = |name: &str| DeletePolicy { name: name.to_owned() }.check(&context).len();
        assert_eq!((wrong("partner"), wrong("other"), wrong("")), (0, 1, 1));
    }
}
