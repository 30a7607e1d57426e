//! Whether bounces and complaints are forwarded by e-mail.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditFeedbackForwarding {
    /// Whether they are.
    pub email_forwarding_enabled: bool,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The default configuration set, whose event destinations may tell of bounces and complaints as well.
    pub configuration_set: Option<String>,
}

impl Form for EditFeedbackForwarding {
    const ACTION: Action = Action::EditFeedbackForwarding;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("email_forwarding_enabled", "Feedback forwarding")];
    type Context = Context;

    fn check(&self, _: &Context) -> Vec<FieldError> {
        Vec::new()
    }
}
