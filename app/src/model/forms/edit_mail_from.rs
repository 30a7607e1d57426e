//! The domain in the envelope sender, where bounces go.

use super::identity_name;
use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// While the MX record is missing, mail goes out with `amazonses.com`.
pub const USE_DEFAULT_VALUE: &str = "USE_DEFAULT_VALUE";
/// While the MX record is missing, mail does not go out.
pub const REJECT_MESSAGE: &str = "REJECT_MESSAGE";

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditMailFrom {
    /// The MAIL FROM domain; empty for none.
    pub mail_from_domain: String,
    /// [`USE_DEFAULT_VALUE`] or [`REJECT_MESSAGE`].
    pub behavior_on_mx_failure: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The identity's domain.
    pub domain: String,
}

impl EditMailFrom {
    /// The domain as SES takes it; `None` for none.
    #[must_use]
    pub fn domain(&self) -> Option<String> {
        identity_name::domain(&self.mail_from_domain).ok()
    }
}

impl Form for EditMailFrom {
    const ACTION: Action = Action::EditMailFrom;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("mail_from_domain", "MAIL FROM domain"),
        ("behavior_on_mx_failure", "If the MX is missing"),
    ];
    type Context = Context;

    /// Source: <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
    fn check(&self, context: &Context) -> Vec<FieldError> {
        if self.mail_from_domain.trim().is_empty() {
            return Vec::new();
        }
        let mut errors = Vec::new();
        let domain = &context.domain;
        match identity_name::domain(&self.mail_from_domain) {
            Err(wrong) => errors.push(FieldError::new("mail_from_domain", wrong)),
            Ok(name) if !identity_name::is_subdomain(&name, domain) => {
                let wrong = format!("Use a subdomain of {domain}, such as bounce.{domain}.");
                errors.push(FieldError::new("mail_from_domain", wrong));
            }
            Ok(_) => {}
        }
        if ![USE_DEFAULT_VALUE, REJECT_MESSAGE].contains(&self.behavior_on_mx_failure.as_str()) {
            errors.push(FieldError::new(
                "behavior_on_mx_failure",
                "Choose what happens to mail then.",
            ));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(domain: &str, behavior: &str) -> Vec<String> {
        let form = EditMailFrom {
            mail_from_domain: domain.to_owned(),
            behavior_on_mx_failure: behavior.to_owned(),
        };
        let context = Context {
            domain: "xn--mnchen-3ya.example".to_owned(),
        };
        form.check(&context).into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn it_is_a_subdomain_of_the_identity_s() {
        assert_eq!(wrong("Bounce.München.example", USE_DEFAULT_VALUE), Vec::<String>::new());
        assert_eq!(wrong(" ", ""), Vec::<String>::new());
        for refused in ["münchen.example", "bounce.example", "a_b.münchen.example", "https://x"] {
            assert_eq!(wrong(refused, REJECT_MESSAGE), ["mail_from_domain"], "{refused}");
        }
        assert_eq!(wrong("bounce.münchen.example", "BOUNCE"), ["behavior_on_mx_failure"]);
    }
}
