//! Tags of AWS resources.

use super::filter::fold;
use litemap::LiteMap;
use std::collections::BTreeMap;

/// A resource's tags by key, which has a few: a tree has room for eleven in its smallest node.
pub type Tags = LiteMap<String, String>;

/// Whether AWS itself set this tag: such keys are read-only and do not count towards the limit of 50.
/// Source: <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>
#[must_use]
pub fn is_set_by_aws(key: &str) -> bool {
    key.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
}

/// What becomes a JSON object also where there are none, which [`Tags`] write as a list.
#[must_use]
pub fn as_object(tags: &Tags) -> BTreeMap<&str, &str> {
    tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
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
            .into_iter()
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect()
    }

    #[test]
    fn a_filter_finds_by_key_or_by_key_and_value() {
        assert!(matches(&tags(), "team"));
        assert!(matches(&tags(), "team=billing"));
        assert!(!matches(&tags(), "team=sales"));
        assert!(!matches(&tags(), "shift") && !matches(&tags(), "tea") && !matches(&tags(), "teams"));
        let equals = Tags::from_iter([("a=b".to_owned(), "c=d".to_owned())]);
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
