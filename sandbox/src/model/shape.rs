//! Shapes: types with their constraints.
//! <https://smithy.io/2.0/spec/constraint-traits.html>

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fancy_regex::Regex;
use serde::Deserialize;

/// A shape of a model.
#[derive(Debug, Deserialize)]
pub struct Shape {
    /// What values have it.
    #[serde(flatten)]
    pub kind: Kind,
    /// The least length, size or value.
    pub min: Option<i64>,
    /// The greatest length, size or value.
    pub max: Option<i64>,
    /// The values of an enum; empty for any other shape.
    #[serde(default, rename = "enum")]
    pub values: Vec<String>,
    /// Never to be shown.
    #[serde(default)]
    pub sensitive: bool,
    /// What a text has to look like.
    pub pattern: Option<Pattern>,
}

/// The types that occur in inputs.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Kind {
    /// A text.
    String,
    /// A whole number of 32 bits.
    Integer,
    /// True or false.
    Boolean,
    /// Members by name.
    Structure {
        /// All of them.
        members: BTreeMap<String, Member>,
        /// Those that must be there.
        #[serde(default)]
        required: Vec<String>,
    },
    /// Items of one shape.
    List {
        /// Their shape.
        member: String,
    },
    /// Values of one shape by texts.
    Map {
        /// The shape of the texts.
        key: String,
        /// The shape of the values.
        value: String,
    },
}

/// A member of a structure.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The name of its shape.
    pub shape: String,
    /// Where it travels.
    #[serde(default)]
    pub location: Location,
    /// What it is called there, if not by its own name.
    pub location_name: Option<String>,
}

/// Where a member travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// In the JSON document.
    #[default]
    Body,
    /// In the path.
    Uri,
    /// In the query string.
    QueryString,
}

/// A regular expression, compiled when it is first needed. Values have to match as a whole.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct Pattern {
    /// As the model has it.
    pub text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self {
            text,
            compiled: OnceLock::new(),
        }
    }
}

impl Pattern {
    /// Whether all of `value` has the form.
    pub fn matches(&self, value: &str) -> bool {
        let regex = self.compiled.get_or_init(|| self.compile().ok());
        regex
            .as_ref()
            .is_some_and(|regex| regex.is_match(value).unwrap_or(false))
    }

    pub(super) fn compile(&self) -> Result<Regex, fancy_regex::Error> {
        Regex::new(&format!("^(?:{})$", self.text))
    }
}

impl Shape {
    /// The names of the shapes that it is made of.
    #[cfg(test)]
    pub fn parts(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Structure { members, .. } => members.values().map(|member| member.shape.as_str()).collect(),
            Kind::List { member } => vec![member],
            Kind::Map { key, value } => vec![key, value],
            Kind::String | Kind::Integer | Kind::Boolean => Vec::new(),
        }
    }
}
