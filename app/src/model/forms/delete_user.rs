//! Deleting a user. There is nothing to fill in: the review says what is lost.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteUser {}

impl Form for DeleteUser {
    const ACTION: Action = Action::DeleteUser;
    const FIELDS: &'static [(&'static str, &'static str)] = &[];
    type Context = ();

    fn check(&self, (): &()) -> Vec<FieldError> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::form::{decode, encode};

    #[test]
    fn nothing_is_a_whole_form() {
        assert_eq!(encode(&DeleteUser {}), "");
        assert_eq!(decode::<DeleteUser>("csrf=x"), Some(DeleteUser {}));
    }
}
