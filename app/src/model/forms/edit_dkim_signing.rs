//! Whether an identity's mail is signed.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditDkimSigning {
    /// Whether it is.
    pub signing_enabled: bool,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Why it can't be turned on, if it can't.
    pub cannot_be_signed: Option<String>,
}

impl Form for EditDkimSigning {
    const ACTION: Action = Action::EditDkimSigning;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("signing_enabled", "DKIM signing")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let wrong = context.cannot_be_signed.iter().filter(|_| self.signing_enabled);
        wrong.map(|why| FieldError::new("signing_enabled", why)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::form::{decode, encode};

    #[test]
    fn what_has_no_key_can_t_be_signed() {
        let form = EditDkimSigning { signing_enabled: true };
        let context = Context {
            cannot_be_signed: Some("There is no key.".to_owned()),
        };
        assert_eq!(
            form.check(&context),
            [FieldError::new("signing_enabled", "There is no key.")]
        );
        assert_eq!(form.check(&Context::default()), []);
        assert_eq!(EditDkimSigning::default().check(&context), []);
    }

    #[test]
    fn a_box_that_is_not_ticked_is_not_sent() {
        assert_eq!(
            decode("signing_enabled=true"),
            Some(EditDkimSigning { signing_enabled: true })
        );
        assert_eq!(decode(""), Some(EditDkimSigning::default()));
        let form = EditDkimSigning { signing_enabled: true };
        assert_eq!(decode(&encode(&form)), Some(form));
    }
}
