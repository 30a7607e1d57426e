//! Tags in a form: rows of a key and a value.

use crate::model::{
    change::FieldError,
    tag::{Tags, is_set_by_aws},
};
use std::collections::BTreeSet;

/// The rows, and whose rules they keep.
pub struct TagFields<'a> {
    keys: &'a [String],
    values: &'a [String],
    rules: Rules,
}

/// What differs between the services.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    Connect,
    Ses,
}

/// How many tags a thing may have, those that AWS sets not counted.
const MOST: usize = 50;
const KEY: usize = 128;
const VALUE: usize = 256;

impl<'a> TagFields<'a> {
    /// Amazon Connect's and WorkSpaces' rules.
    /// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_TagResource.html>
    #[must_use]
    pub const fn connect(keys: &'a [String], values: &'a [String]) -> Self {
        Self {
            keys,
            values,
            rules: Rules::Connect,
        }
    }

    /// Amazon SES's rules: any blank will do, and a value can't begin with “aws:” either.
    /// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Tag.html>
    #[must_use]
    pub const fn ses(keys: &'a [String], values: &'a [String]) -> Self {
        Self {
            keys,
            values,
            rules: Rules::Ses,
        }
    }

    /// The rows that are not empty, by their place.
    fn rows(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        let value = |at: usize| self.values.get(at).map_or("", String::as_str);
        let row = move |(at, key): (usize, &'a String)| (at, key.trim(), value(at));
        self.keys
            .iter()
            .enumerate()
            .map(row)
            .filter(|(_, key, value)| !(key.is_empty() && value.is_empty()))
    }
}

/// The tags that rows of keys and values stand for; empty rows stand for none.
#[must_use]
pub fn of_fields(keys: &[String], values: &[String]) -> Tags {
    let rows = TagFields::connect(keys, values);
    rows.rows()
        .map(|(_, key, value)| (key.to_owned(), value.trim().to_owned()))
        .collect()
}

/// Rows for `tags`, but for those that AWS set.
#[must_use]
pub fn to_fields(tags: &Tags) -> (Vec<String>, Vec<String>) {
    let own = tags.iter().filter(|(key, _)| !is_set_by_aws(key));
    own.map(|(key, value)| (key.clone(), value.clone())).unzip()
}

/// Those that AWS set: they are shown, stay as they are, and are not counted.
#[must_use]
pub fn set_by_aws(tags: &Tags) -> Tags {
    let aws = tags.iter().filter(|(key, _)| is_set_by_aws(key));
    aws.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// What is wrong with the rows. An error's field is `tag_key` or `tag_value`, with the row's number: `tag_key.0`.
/// Source: <https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions>
#[must_use]
pub fn check(fields: &TagFields<'_>, _aws: &Tags) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, key, value) in fields.rows() {
        let mut wrong = |field: &str, message: String| errors.push(FieldError::new(&format!("{field}.{at}"), message));
        if key.is_empty() {
            wrong("tag_key", "Give the tag a key, or empty its value.".to_owned());
        } else if is_set_by_aws(key) {
            wrong("tag_key", "Keys that begin with “aws:” are AWS’s own.".to_owned());
        } else if !seen.insert(key.to_owned()) {
            wrong("tag_key", format!("“{key}” is there twice."));
        }
        if key.chars().count() > KEY {
            wrong("tag_key", format!("Use at most {KEY} characters."));
        }
        if value.chars().count() > VALUE {
            wrong("tag_value", format!("Use at most {VALUE} characters."));
        }
        if fields.rules == Rules::Ses && is_set_by_aws(value.trim()) {
            wrong("tag_value", "Values that begin with “aws:” are AWS’s own.".to_owned());
        }
        for (field, text) in [("tag_key", key), ("tag_value", value)] {
            if let Some(bad) = text.chars().find(|c| !fields.rules.allow(*c)) {
                let bad = shown(bad);
                wrong(
                    field,
                    format!("{bad} can’t be in a tag: use letters, digits, spaces and _ . : / = + - @."),
                );
            }
        }
    }
    if seen.len() > MOST {
        errors.push(FieldError::new("tag_key", format!("Use at most {MOST} tags.")));
    }
    errors
}

impl Rules {
    fn allow(self, c: char) -> bool {
        let is_blank = c == ' ' || (self == Self::Ses && c.is_whitespace() && !c.is_control());
        c.is_alphanumeric() || is_blank || "_.:/=+-@".contains(c)
    }
}

/// A character to talk about, which may be one that nobody sees.
fn shown(c: char) -> String {
    if c.is_control() || c.is_whitespace() {
        format!("The character {}", c.escape_unicode())
    } else {
        format!("“{c}”")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn errors(keys: &[&str], values: &[&str]) -> Vec<(String, String)> {
        let (keys, values) = (texts(keys), texts(values));
        let errors = check(&TagFields::connect(&keys, &values), &Tags::new());
        errors.into_iter().map(|error| (error.field, error.message)).collect()
    }

    #[test]
    fn empty_rows_are_no_tags() {
        let tags = of_fields(&texts(&["team", "", " shift "]), &texts(&["billing", "", "early"]));
        assert_eq!(tags.len(), 2);
        assert_eq!(tags["shift"], "early");
        assert_eq!(errors(&["team", ""], &["billing", ""]), []);
    }

    #[test]
    fn each_row_says_what_is_wrong_with_it() {
        let fields = |keys: &[&str], values: &[&str]| -> Vec<String> {
            errors(keys, values).into_iter().map(|(field, _)| field).collect()
        };
        assert_eq!(fields(&["", "a"], &["x", "y"]), ["tag_key.0"]);
        assert_eq!(fields(&["a", "aws:b", "a"], &["", "", ""]), ["tag_key.1", "tag_key.2"]);
        assert_eq!(fields(&["a<b"], &["c\"d"]), ["tag_key.0", "tag_value.0"]);
        assert_eq!(fields(&["größe 2_.:/=+-@"], &["名前"]), Vec::<String>::new());
        assert_eq!(
            fields(&[&"k".repeat(129)], &[&"v".repeat(257)]),
            ["tag_key.0", "tag_value.0"]
        );
    }

    #[test]
    fn ses_has_rules_of_its_own() {
        let fields = |key: &str, value: &str, ses: bool| -> Vec<String> {
            let (keys, values) = (texts(&[key]), texts(&[value]));
            let fields = if ses {
                TagFields::ses(&keys, &values)
            } else {
                TagFields::connect(&keys, &values)
            };
            check(&fields, &Tags::new())
                .into_iter()
                .map(|error| error.field)
                .collect()
        };
        assert_eq!(fields("a\u{a0}b@c", "aws:x", true), ["tag_value.0"]);
        assert_eq!(fields("a\u{a0}b@c", "aws:x", false), ["tag_key.0"]);
        assert_eq!(fields("a\tb", "", true), ["tag_key.0"]);
        assert_eq!(fields(&"k".repeat(128), &"v".repeat(256), true), Vec::<String>::new());
    }
}
