//! Tags, which work alike for every resource of SES.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Tag.html>

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::wire::Violation;

/// Values by keys, AWS's own among them.
pub type Tags = BTreeMap<String, String>;

const MOST: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;
/// Such tags are AWS's: nobody else can set or remove them, and they are not counted.
const RESERVED: &str = "aws:";

/// `Tag` of the model.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag<'a> {
    key: &'a str,
    value: &'a str,
}

/// `Tag` of the model, as it is sent.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewTag {
    key: String,
    value: String,
}

/// In the order of their keys.
pub fn listed(tags: &Tags) -> Vec<Tag<'_>> {
    tags.iter().map(|(key, value)| Tag { key, value }).collect()
}

/// The tags that are there, and the new ones in addition or instead.
pub fn merged(there: &Tags, new: Vec<NewTag>) -> Result<Tags, Violation> {
    let mut all = there.clone();
    let mut given = BTreeSet::new();
    for (number, NewTag { key, value }) in (1..).zip(new) {
        let path = |member| format!("Tags.{number}.member.{member}");
        if !is_text(&key) || !(1..=LONGEST_KEY).contains(&key.chars().count()) {
            return Err(Violation::new(&path("Key"), key, constraint("1 to 128")));
        }
        if !is_text(&value) || value.chars().count() > LONGEST_VALUE {
            return Err(Violation::new(&path("Value"), value, constraint("0 to 256")));
        }
        for (member, text) in [("Key", &key), ("Value", &value)] {
            if is_reserved(text) {
                return Err(Violation::new(&path(member), text, "Member must not begin with 'aws:'"));
            }
        }
        if !given.insert(key.clone()) {
            return Err(Violation::new(&path("Key"), key, "Member must not be given twice"));
        }
        all.insert(key, value);
    }
    let own = all.keys().filter(|key| !is_reserved(key)).count();
    if own > MOST {
        let constraint = format!("Member must not make it more than {MOST} tags");
        return Err(Violation::new("Tags", own, constraint));
    }
    Ok(all)
}

/// The tags that are there without those with `keys`, some of which may be unknown.
pub fn without(there: &Tags, keys: &[String]) -> Result<Tags, Violation> {
    if let Some(key) = keys.iter().find(|key| is_reserved(key)) {
        return Err(Violation::new("TagKeys", key, "Member must not begin with 'aws:'"));
    }
    let mut rest = there.clone();
    rest.retain(|key, _| !keys.contains(key));
    Ok(rest)
}

fn is_reserved(text: &str) -> bool {
    let start = text.get(..RESERVED.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(RESERVED))
}

fn is_text(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() && !c.is_control();
    text.chars()
        .all(|c| c.is_alphanumeric() || blank(c) || "_.:/=+-@".contains(c))
}

fn constraint(length: &str) -> String {
    format!("Member must have {length} letters, digits, blanks and characters of _ . : / = + - @")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge(there: &[(&str, &str)], new: &[(&str, &str)]) -> Result<Tags, Violation> {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        let new = new.iter().map(own).map(|(key, value)| NewTag { key, value });
        merged(&there.iter().map(own).collect(), new.collect())
    }

    #[test]
    fn new_tags_come_in_addition_or_instead() {
        let tags = merge(&[("a", "1"), ("b", "1")], &[("b", "2"), ("größe: x/y=+-@", "")]).unwrap();
        let listed: Vec<_> = listed(&tags).iter().map(|tag| (tag.key, tag.value)).collect();
        assert_eq!(listed, [("a", "1"), ("b", "2"), ("größe: x/y=+-@", "")]);
    }

    #[test]
    fn tags_keep_to_their_rules() {
        let (key, value) = ("k".repeat(128), "v".repeat(256));
        assert!(merge(&[], &[(&key, &value)]).is_ok());
        for new in [
            [("", "x"), ("b", "")],
            [("a", "#"), ("b", "")],
            [("a\n", "x"), ("b", "")],
            [("AWS:a", "x"), ("b", "")],
            [("a", "aws:x"), ("b", "")],
            [("a", "x"), ("a", "y")],
            [(&"k".repeat(129), "x"), ("b", "")],
            [("a", &"v".repeat(257)), ("b", "")],
        ] {
            assert!(merge(&[], &new).unwrap_err().to_string().contains("Tags."), "{new:?}");
        }
    }

    #[test]
    fn fifty_tags_fit_beside_those_of_aws() {
        let keys: Vec<_> = (0..50).map(|number| format!("k{number}")).collect();
        let mut there: Vec<_> = keys.iter().map(|key| (key.as_str(), "")).collect();
        there.push(("aws:a", ""));
        assert!(merge(&there, &[("k7", "new")]).is_ok());
        assert!(merge(&there, &[("k50", "")]).is_err());
    }

    #[test]
    fn tags_are_removed_by_key() {
        let tags = merge(&[("a", "1"), ("b", "2"), ("aws:c", "3")], &[]).unwrap();
        let rest = without(&tags, &["a".to_owned(), "unknown".to_owned()]).unwrap();
        assert_eq!(rest.keys().collect::<Vec<_>>(), ["aws:c", "b"]);
        assert!(without(&tags, &["aws:c".to_owned()]).is_err());
    }
}
