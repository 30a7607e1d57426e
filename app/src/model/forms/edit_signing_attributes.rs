//! Whose key a domain's mail is signed with, and how long SES's next key is.

use super::dkim_fields::{self, DkimFields};
use crate::model::{
    change::{Action, FieldError, Form},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The form. A private key is no field of it: it is asked for with the review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditSigningAttributes {
    /// Whose key it is: one of [`dkim_fields`]' origins.
    pub origin: String,
    /// Easy DKIM: the next key's length.
    pub next_signing_key_length: String,
    /// BYODKIM: the name before `._domainkey`. A new key goes under a new one, so that the old one stays published for the mail
    /// that is on its way.
    pub selector: String,
    /// A replica: the parent's Region.
    pub parent_region: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The origin that it has now; SES may have newer ones than this form.
    pub origin: String,
    /// Easy DKIM: the present key's length.
    pub current_key_length: Option<String>,
    /// When the present key was made.
    pub last_key_generation: Option<Timestamp>,
    /// From when on SES certainly takes another key length: a day after it last made a key, where that is to come.
    pub key_length_from: Option<Timestamp>,
    /// The Regions that can be a parent's.
    pub parents: Vec<String>,
    /// The Regions in which it has replicas.
    pub replicas: Vec<String>,
}

impl Form for EditSigningAttributes {
    const ACTION: Action = Action::EditSigningAttributes;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("origin", "Signing origin"),
        ("next_signing_key_length", "Next key length"),
        ("selector", "Selector"),
        ("parent_region", "Parent Region"),
    ];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let is_known = [dkim_fields::EASY, dkim_fields::BYODKIM, dkim_fields::REPLICA].contains(&self.origin.as_str());
        if !is_known && self.origin == context.origin {
            return Vec::new();
        }
        let fields = DkimFields {
            origin_field: "origin",
            origin: &self.origin,
            next_signing_key_length: &self.next_signing_key_length,
            selector: &self.selector,
            parent_region: &self.parent_region,
            parents: &context.parents,
        };
        fields.check().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_that_is_newer_than_the_form_can_stay() {
        let context = Context {
            origin: "SOMETHING_NEW".to_owned(),
            ..Context::default()
        };
        let form = |origin: &str| EditSigningAttributes {
            origin: origin.to_owned(),
            ..EditSigningAttributes::default()
        };
        assert_eq!(form("SOMETHING_NEW").check(&context), []);
        let fields = |origin: &str| -> Vec<String> {
            form(origin)
                .check(&context)
                .into_iter()
                .map(|error| error.field)
                .collect()
        };
        assert_eq!(fields("SOMETHING_ELSE"), ["origin"]);
        assert_eq!(fields(dkim_fields::BYODKIM), ["selector"]);
        assert_eq!(fields(dkim_fields::EASY), ["next_signing_key_length"]);
    }
}
