//! Tags of AWS resources.

use super::filter::fold;
use litemap::LiteMap;

/// A resource's tags by key, which has a few: a tree has room for eleven in its smallest node.
pub type Tags = LiteMap<String, String>;

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

/// Whether `tags` has what a filter's `tag:KEY` or `tag:KEY=VALUE` asks for, folded.
#[must_use]
pub fn matches(tags: &Tags, wanted: &str) -> bool {
    let (key, value) = wanted
        .split_once('=')
        .map_or((wanted, None), |(key, value)| (key, Some(value)));
    tags.iter()
        .any(|(k, v)| fold(k) == key && value.is_none_or(|wanted| fold(v) == wanted))
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
        assert!(!matches(&tags(), "shift"));
    }

    #[test]
    fn knows_the_tags_that_aws_sets() {
        assert!(is_set_by_aws("aws:createdBy") && is_set_by_aws("AWS:x"));
        assert!(!is_set_by_aws("awsome") && !is_set_by_aws("é"));
    }
}
