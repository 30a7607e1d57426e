//! Tags, by the rules that are the same for every service.
//! <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::wire::Violation;

/// Values by keys, AWS's own among them.
pub type Tags = BTreeMap<String, String>;

/// A resource can have so many tags beside those of AWS.
pub const MOST: usize = 50;
/// Such tags are AWS's: nobody else can set or remove them, and they are not counted.
const RESERVED: &str = "aws:";

/// `Tag` of the models.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Unique in its resource.
    pub key: String,
    /// May be empty.
    #[serde(default)]
    pub value: String,
}

/// Why a resource cannot have the tags that it would get, or lose those that it would lose.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagsError {
    /// A tag is AWS's own.
    #[error("{0}")]
    Reserved(Violation),
    /// A key is given twice.
    #[error("{0}")]
    Twice(Violation),
    /// There would be this many.
    #[error("The resource would have {0} tags: it can have {MOST}")]
    TooMany(usize),
}

/// In the order of their keys.
pub fn listed(tags: &Tags) -> Vec<Tag> {
    let tags = tags.iter();
    tags.map(|(key, value)| Tag {
        key: key.clone(),
        value: value.clone(),
    })
    .collect()
}

/// The tags that are there, and the given ones in addition or instead.
pub fn merged(there: &Tags, given: impl IntoIterator<Item = impl Into<Tag>>) -> Result<Tags, TagsError> {
    let given: Vec<Tag> = given.into_iter().map(Into::into).collect();
    let mut keys = HashSet::new();
    for (number, Tag { key, .. }) in (1..).zip(&given) {
        let member = format!("Tags.{number}.member.Key");
        expect_own(&member, key)?;
        if !keys.insert(key) {
            let violation = Violation::new(&member, key, "Member must not be given twice");
            return Err(TagsError::Twice(violation));
        }
    }
    let mut merged = there.clone();
    merged.extend(given.into_iter().map(|tag| (tag.key, tag.value)));
    let own = merged.keys().filter(|key| !is_reserved(key)).count();
    if own > MOST {
        return Err(TagsError::TooMany(own));
    }
    Ok(merged)
}

/// The tags that are there without those with `keys`, some of which may be unknown.
pub fn without(there: &Tags, keys: &[String]) -> Result<Tags, TagsError> {
    for (number, key) in (1..).zip(keys) {
        expect_own(&format!("TagKeys.{number}.member"), key)?;
    }
    let mut rest = there.clone();
    rest.retain(|key, _| !keys.contains(key));
    Ok(rest)
}

/// Whether a key or a value is one that only AWS may give, in any spelling.
pub fn is_reserved(text: &str) -> bool {
    let start = text.get(..RESERVED.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(RESERVED))
}

/// Refuses what only AWS may give or take.
pub fn expect_own(member: &str, text: &str) -> Result<(), TagsError> {
    if is_reserved(text) {
        let constraint = format!("Member must not begin with '{RESERVED}'");
        return Err(TagsError::Reserved(Violation::new(member, text, constraint)));
    }
    Ok(())
}

impl From<(String, String)> for Tag {
    fn from((key, value): (String, String)) -> Self {
        Self { key, value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag((key, value): &(&str, &str)) -> Tag {
        Tag::from(((*key).to_owned(), (*value).to_owned()))
    }

    fn merge(there: &[(&str, &str)], given: &[(&str, &str)]) -> Result<Tags, TagsError> {
        let there = there.iter().map(tag).map(|tag| (tag.key, tag.value)).collect();
        merged(&there, given.iter().map(tag))
    }

    #[test]
    fn tags_come_in_addition_or_instead() {
        let tags = merge(&[("a", "1"), ("b", "1")], &[("b", "2"), ("c", "")]).unwrap();
        let listed = listed(&tags);
        let pairs: Vec<_> = listed
            .iter()
            .map(|tag| (tag.key.as_str(), tag.value.as_str()))
            .collect();
        assert_eq!(pairs, [("a", "1"), ("b", "2"), ("c", "")]);
    }

    #[test]
    fn tags_of_aws_are_refused_and_so_is_a_key_that_is_given_twice() {
        for key in ["aws:a", "AWS:a"] {
            assert!(matches!(merge(&[], &[(key, "")]), Err(TagsError::Reserved(_))), "{key}");
        }
        let twice = merge(&[], &[("a", "1"), ("a", "2")]).unwrap_err();
        assert!(matches!(&twice, TagsError::Twice(_)));
        assert!(twice.to_string().contains("Tags.2.member.Key"), "{twice}");
    }

    #[test]
    fn fifty_tags_fit_beside_those_of_aws() {
        let keys: Vec<_> = (0..MOST).map(|number| format!("k{number}")).collect();
        let mut there: Vec<_> = keys.iter().map(|key| (key.as_str(), "")).collect();
        there.push(("aws:a", ""));
        assert!(merge(&there, &[("k7", "new")]).is_ok());
        assert_eq!(merge(&there, &[("k50", "")]), Err(TagsError::TooMany(51)));
    }

    #[test]
    fn tags_are_removed_by_key() {
        let there = [("a", "1"), ("b", "2"), ("aws:c", "3")];
        let tags = there.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let rest = without(&tags, &["a".to_owned(), "unknown".to_owned()]).unwrap();
        assert_eq!(rest.keys().collect::<Vec<_>>(), ["aws:c", "b"]);
        let refusal = without(&tags, &["aws:c".to_owned()]).unwrap_err();
        assert!(refusal.to_string().contains("TagKeys.1.member"), "{refusal}");
    }
}
