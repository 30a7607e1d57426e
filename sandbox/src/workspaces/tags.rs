//! Tags as calls bring them.
//! <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::error::Error;
use crate::wire::Violation;

const MOST_TAGS: usize = 50;
const PREFIX_OF_AWS: &str = "aws:";

/// `Tag` of the model, in an input.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    key: String,
    #[serde(default)]
    value: String,
}

/// `tags` with `given` added; values of keys that are there already are replaced.
pub fn merged(tags: &BTreeMap<String, String>, given: Vec<Tag>) -> Result<BTreeMap<String, String>, Error> {
    let mut keys = HashSet::new();
    for (number, Tag { key, .. }) in (1..).zip(&given) {
        let member = format!("Tags.{number}.member.Key");
        refuse_reserved(&member, key)?;
        if !keys.insert(key) {
            return Err(Violation::new(&member, key, "Member must not be given twice").into());
        }
    }
    let mut merged = tags.clone();
    merged.extend(given.into_iter().map(|tag| (tag.key, tag.value)));
    if merged.len() > MOST_TAGS {
        let message = format!("A resource can have at most {MOST_TAGS} tags");
        return Err(Error::ResourceLimitExceeded(message));
    }
    Ok(merged)
}

/// Refuses the keys that only AWS itself may set or delete, in any spelling.
pub fn refuse_reserved(member: &str, key: &str) -> Result<(), Violation> {
    let prefix = key.get(..PREFIX_OF_AWS.len());
    if prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(PREFIX_OF_AWS)) {
        let constraint = format!("Member must not begin with {PREFIX_OF_AWS}");
        return Err(Violation::new(member, key, constraint));
    }
    Ok(())
}
