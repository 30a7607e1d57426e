//! The tags of a connection alias in one Region.

use super::tags::{self, TagFields};
use crate::model::{
    change::{Action, FieldError, Form},
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditConnectionAliasTags {
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

/// One less than other services have.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_Tag.html>
const KEY: usize = 127;
const VALUE: usize = 255;

impl EditConnectionAliasTags {
    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }
}

impl Form for EditConnectionAliasTags {
    const ACTION: Action = Action::EditConnectionAliasTags;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("tag_key", "Tags"), ("tag_value", "Tags")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        check_tags(&self.tag_key, &self.tag_value, &context.aws_tags)
    }
}

/// What is wrong with tags, by WorkSpaces' rules.
pub(super) fn check_tags(keys: &[String], values: &[String], aws: &Tags) -> Vec<FieldError> {
    let mut errors = tags::check(&TagFields::connect(keys, values), aws);
    for (field, texts, most) in [("tag_key", keys, KEY), ("tag_value", values, VALUE)] {
        for (at, text) in texts.iter().enumerate() {
            // What is longer still has been found already.
            if text.trim().chars().count() == most + 1 {
                errors.push(FieldError::new(
                    &format!("{field}.{at}"),
                    format!("Use at most {most} characters."),
                ));
            }
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workspaces_tags_are_shorter_than_others() {
        let fields = |key: usize, value: usize| -> Vec<String> {
            let form = EditConnectionAliasTags {
                tag_key: vec!["k".repeat(key)],
                tag_value: vec!["v".repeat(value)],
            };
            form.check(&Context::default())
                .into_iter()
                .map(|error| error.field)
                .collect()
        };
        assert_eq!(fields(127, 255), Vec::<String>::new());
        assert_eq!(fields(128, 256), ["tag_key.0", "tag_value.0"]);
        assert_eq!(fields(129, 257), ["tag_key.0", "tag_value.0"]);
    }
}
