//! An identity that goes. There is nothing to fill in: its name is typed with the review.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteIdentity {}

/// What it has to know: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {}

impl Form for DeleteIdentity {
    const ACTION: Action = Action::DeleteIdentity;
    const FIELDS: &'static [(&'static str, &'static str)] = &[];
    type Context = Context;

    fn check(&self, _: &Context) -> Vec<FieldError> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::form::{decode, encode};

    #[test]
    fn a_form_without_fields_is_one_all_the_same() {
        assert_eq!(encode(&DeleteIdentity::default()), "");
        assert_eq!(decode::<DeleteIdentity>(""), Some(DeleteIdentity::default()));
    }
}
