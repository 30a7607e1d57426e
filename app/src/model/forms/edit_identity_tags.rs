//! An identity's tags.

use super::tags::{self, TagFields};
use crate::model::{
    change::{Action, FieldError, Form},
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditIdentityTags {
    /// The tags' keys.
    pub tag_key: Vec<String>,
    /// The tags' values.
    pub tag_value: Vec<String>,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The tags that AWS set itself.
    pub aws_tags: Tags,
}

impl EditIdentityTags {
    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }
}

impl Form for EditIdentityTags {
    const ACTION: Action = Action::EditIdentityTags;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("tag_key", "Tags"), ("tag_value", "Tags")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        tags::check(&TagFields::ses(&self.tag_key, &self.tag_value), &context.aws_tags)
    }
}
