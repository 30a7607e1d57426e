//! Tags of AWS resources.

use super::filter::fold;
use litemap::LiteMap;
use serde::{Deserialize, Serialize, Serializer};
use std::ops::{Deref, DerefMut, Index};

/// A resource's tags by key. Most have a few, and a tree has room for eleven in its smallest node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(transparent)]
pub struct Tags(LiteMap<String, String>);

impl Tags {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self(LiteMap::new_vec())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An object also where there are none, which a [`LiteMap`] writes as a list.
impl Serialize for Tags {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl Deref for Tags {
    type Target = LiteMap<String, String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Tags {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Index<&str> for Tags {
    type Output = String;

    /// # Panics
    /// Where there is no such tag.
    fn index(&self, key: &str) -> &String {
        &self.0[&key.to_owned()]
    }
}

impl FromIterator<(String, String)> for Tags {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(tags: I) -> Self {
        Self(tags.into_iter().collect())
    }
}

impl<const COUNT: usize> From<[(String, String); COUNT]> for Tags {
    fn from(tags: [(String, String); COUNT]) -> Self {
        tags.into_iter().collect()
    }
}

impl IntoIterator for Tags {
    type Item = (String, String);
    type IntoIter = <LiteMap<String, String> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Tags {
    type Item = (&'a String, &'a String);
    type IntoIter = <&'a LiteMap<String, String> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.0).into_iter()
    }
}

/// Whether AWS itself set this tag: such keys are read-only and do not count towards the limit of 50.
/// Source: <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>
#[must_use]
pub fn is_set_by_aws(key: &str) -> bool {
    key.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
}

/// "team=billing, shift=early": the form in lists and CSV.
#[must_use]
pub fn display(tags: &Tags) -> String {
    tags.iter()
        .map(|(key, value)| {
            if value.is_empty() {
                key.clone()
            } else {
                format!("{key}={value}")
            }
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// Whether `tags` has what a filter's `tag:KEY` or `tag:KEY=VALUE` asks for, folded. AWS takes equals signs in both.
#[must_use]
pub fn matches(tags: &Tags, wanted: &str) -> bool {
    tags.iter().any(|(key, value)| {
        let rest = wanted.strip_prefix(&fold(key));
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('=').is_some_and(|wanted| fold(value) == wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags() -> Tags {
        [("team", "Billing"), ("aws:createdBy", "ada")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into()
    }

    #[test]
    fn are_an_object_in_json_also_where_there_are_none() {
        for (tags, json) in [
            (Tags::new(), "{}"),
            (tags(), r#"{"aws:createdBy":"ada","team":"Billing"}"#),
        ] {
            assert_eq!(serde_json::to_string(&tags).expect("JSON"), json);
            assert_eq!(serde_json::from_str::<Tags>(json).expect("tags"), tags);
        }
    }

    #[test]
    fn a_filter_finds_by_key_or_by_key_and_value() {
        assert!(matches(&tags(), "team"));
        assert!(matches(&tags(), "team=billing"));
        assert!(!matches(&tags(), "team=sales"));
        assert!(!matches(&tags(), "shift") && !matches(&tags(), "tea") && !matches(&tags(), "teams"));
        let equals = Tags::from([("a=b".to_owned(), "c=d".to_owned())]);
        assert!(
            matches(&equals, "a=b")
                && matches(&equals, "a=b=c=d")
                && !matches(&equals, "a=b=c")
                && !matches(&equals, "a")
        );
    }

    #[test]
    fn knows_the_tags_that_aws_sets() {
        assert!(is_set_by_aws("aws:createdBy") && is_set_by_aws("AWS:x"));
        assert!(!is_set_by_aws("awsome") && !is_set_by_aws("é"));
    }
}
