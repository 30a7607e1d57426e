//! The configuration set that is used when a message names none.

use super::create_identity::wrong_with_configuration_set;
use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditConfigurationSet {
    /// Its name; empty for none.
    pub configuration_set: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The one that is set.
    pub current: String,
    /// The Region's; `None` while they are not read.
    pub configuration_sets: Option<Vec<String>>,
}

impl Form for EditConfigurationSet {
    const ACTION: Action = Action::EditConfigurationSet;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("configuration_set", "Configuration set")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        // One that was deleted can stay.
        if self.configuration_set == context.current {
            return Vec::new();
        }
        let sets = context.configuration_sets.as_deref();
        wrong_with_configuration_set(&self.configuration_set, sets)
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_of_the_region_s_or_none() {
        let context = Context {
            current: "gone".to_owned(),
            configuration_sets: Some(vec!["news".to_owned()]),
        };
        for (name, fits) in [("", true), ("news", true), ("gone", true), ("other", false)] {
            let form = EditConfigurationSet {
                configuration_set: name.to_owned(),
            };
            assert_eq!(form.check(&context).is_empty(), fits, "{name}");
        }
    }
}
