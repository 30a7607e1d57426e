//! What all forms have in common: fields that are texts, as HTML has them, and one function that says what is wrong with them.
//! The browser checks with the same function that the server enforces.

use super::Action;
use crate::wire::from_values;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fmt::Debug};

/// A form, as a struct of what its fields hold. Field names are the HTML form's: a text is a `String`, a check box a `bool` (with
/// the value `true`), and what can be chosen or written several times a `Vec<String>`.
pub trait Form: Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What it is the form of.
    const ACTION: Action;

    /// Its fields with their labels, in the page's order.
    const FIELDS: &'static [(&'static str, &'static str)];

    /// What the form has to know to be drawn and checked: what can be chosen, what this instance forbids.
    type Context: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// What is wrong with it; nothing when it can be reviewed.
    fn check(&self, context: &Self::Context) -> Vec<FieldError>;
}

/// What is wrong with a field, in words that say what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What AWS said, word for word, where it was AWS that refused.
    pub original: Option<String>,
}

impl FieldError {
    /// An error of Frontdesk's own rules.
    #[must_use]
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            message: message.into(),
            original: None,
        }
    }
}

/// A field's label.
#[must_use]
pub fn label<F: Form>(field: &str) -> &'static str {
    let found = F::FIELDS.iter().find(|(name, _)| *name == field);
    found.map_or("", |(_, label)| label)
}

/// A form as a browser sends it: `application/x-www-form-urlencoded`.
#[must_use]
pub fn encode<F: Form>(form: &F) -> String {
    // Structs of texts and lists of texts can't fail to be encoded.
    serde_html_form::to_string(form).unwrap_or_default()
}

/// What a browser sent, as the form. Fields that it does not have are left out.
#[must_use]
pub fn decode<F: Form>(text: &str) -> Option<F> {
    from_values(&values(text)).ok()
}

/// A form's fields by name, each with all its values, in order.
pub type Values = BTreeMap<String, Vec<String>>;

/// The same as [`decode`] without knowing which form it is.
#[must_use]
pub fn values(text: &str) -> Values {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(text).unwrap_or_default();
    let mut values = Values::new();
    for (name, value) in pairs {
        // A browser sends lines with a carriage return that nobody typed
        // (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-form-data-set).
        values.entry(name).or_default().push(value.replace("\r\n", "\n"));
    }
    values
}

/// The inverse of [`values`].
#[must_use]
pub fn to_text(values: &Values) -> String {
    let pairs = values
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    serde_html_form::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default()
}

/// Whether two forms differ in nothing but rows that nobody filled in.
#[must_use]
pub fn say_the_same(one: &str, other: &str) -> bool {
    let said = |text| {
        let mut said = values(text);
        for values in said.values_mut() {
            while values.last().is_some_and(String::is_empty) {
                values.pop();
            }
        }
        said.retain(|_, values| !values.is_empty());
        said
    };
    said(one) == said(other)
}

/// A form on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    /// What it changes, as people call it; empty for something new.
    pub name: String,
    /// The form's `Context`, as JSON.
    pub context: String,
    /// What its fields held in AWS when the form was opened, encoded.
    pub opened: String,
    /// What they hold in the form, encoded: what was typed before, or the same as `opened`.
    pub values: String,
    /// Whether what was typed has been sent, so that all that is wrong with it is shown.
    pub was_sent: bool,
    /// What AWS found wrong when it was asked to do this.
    pub errors: Vec<FieldError>,
    /// The id of the draft that was kept.
    pub draft: Option<String>,
    /// When it was.
    pub kept_at: Option<crate::model::time::Timestamp>,
}

/// What the server answers to a form's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormAnswer {
    /// The form.
    Form(Box<FormPage>),
    /// It is not read from AWS yet what the form is about.
    NotReadYet,
    /// There is no such thing (any more).
    NotFound,
    /// This can't be done now, and why.
    Impossible(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_they_were_typed() {
        let values = values("description=m1%0D%0Am2");
        assert_eq!(values["description"], ["m1\nm2"]);
    }

    #[test]
    fn rows_that_nobody_filled_in_say_nothing() {
        assert!(say_the_same("name=a&tag_key=&tag_value=", "name=a"));
        assert!(say_the_same("tag_key=a&tag_key=&name=", "tag_key=a"));
        assert!(!say_the_same("tag_key=&tag_key=a", "tag_key=a"));
        assert!(!say_the_same("name=a", "name=b"));
    }
}
