//! Display name, description and tags of an e-mail address.

use super::{
    tags::{self, TagFields},
    unseen::wrong_with_unseen,
};
use crate::model::{
    change::{Action, FieldError, Form},
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditEmailAddress {
    /// The name that customers see.
    pub display_name: String,
    /// What it is for.
    pub description: String,
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

/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateEmailAddressMetadata.html>
const DISPLAY_NAME: usize = 256;
const DESCRIPTION: usize = 4096;

impl EditEmailAddress {
    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }
}

impl Form for EditEmailAddress {
    const ACTION: Action = Action::EditEmailAddress;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("display_name", "Display name"),
        ("description", "Description"),
        ("tag_key", "Tags"),
        ("tag_value", "Tags"),
    ];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut longest = |field: &str, text: &str, most: usize| {
            if text.chars().count() > most {
                errors.push(FieldError::new(field, format!("Use at most {most} characters.")));
            }
        };
        longest("display_name", &self.display_name, DISPLAY_NAME);
        longest("description", &self.description, DESCRIPTION);
        errors.extend(wrong_with_unseen(&self.display_name).map(|wrong| FieldError::new("display_name", wrong)));
        errors.extend(tags::check(
            &TagFields::connect(&self.tag_key, &self.tag_value),
            &context.aws_tags,
        ));
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::form::{decode, encode};

    #[test]
    fn a_form_goes_through_the_browser_and_back() {
        let form = EditEmailAddress {
            display_name: "Help & support = ü".to_owned(),
            tag_key: vec!["team".to_owned(), "shift".to_owned()],
            tag_value: vec!["a=b".to_owned(), String::new()],
            ..EditEmailAddress::default()
        };
        assert_eq!(decode::<EditEmailAddress>(&encode(&form)), Some(form));
    }

    #[test]
    fn texts_have_aws_s_limits() {
        let form = EditEmailAddress {
            display_name: "n".repeat(257),
            description: "d".repeat(4096),
            ..EditEmailAddress::default()
        };
        let errors = form.check(&Context::default());
        assert_eq!(errors, [FieldError::new("display_name", "Use at most 256 characters.")]);
    }
}
