//! Tags, which work alike for every resource of SES, and keep to more rules than elsewhere.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Tag.html>

use super::error::Error;
use crate::tags::{self, Tag, Tags, TagsError};
use crate::wire::Violation;

const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;

/// The tags that are there, and the given ones in addition or instead.
pub fn merged(there: &Tags, given: Vec<Tag>) -> Result<Tags, Error> {
    for (number, Tag { key, value }) in (1..).zip(&given) {
        let path = |member| format!("Tags.{number}.member.{member}");
        if !is_text(key) || !(1..=LONGEST_KEY).contains(&key.chars().count()) {
            return Err(Violation::new(&path("Key"), key, constraint("1 to 128")).into());
        }
        if !is_text(value) || value.chars().count() > LONGEST_VALUE {
            return Err(Violation::new(&path("Value"), value, constraint("0 to 256")).into());
        }
        tags::expect_own(&path("Value"), value)?;
    }
    Ok(tags::merged(there, given)?)
}

impl From<TagsError> for Error {
    fn from(error: TagsError) -> Self {
        Self::BadRequest(match error {
            TagsError::Reserved(violation) | TagsError::Twice(violation) => violation,
            TagsError::TooMany(count) => {
                let constraint = format!("Member must not make it more than {} tags", tags::MOST);
                Violation::new("Tags", count, constraint)
            }
        })
    }
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

    fn merge(given: &[(&str, &str)]) -> Result<Tags, Error> {
        let given = given.iter();
        let given = given.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()).into());
        merged(&Tags::new(), given.collect())
    }

    #[test]
    fn tags_keep_to_their_rules() {
        let (key, value) = ("k".repeat(128), "v".repeat(256));
        assert!(merge(&[(&key, &value), ("größe: x/y=+-@", "")]).is_ok());
        for given in [
            [("", "x"), ("b", "")],
            [("a", "#"), ("b", "")],
            [("a\n", "x"), ("b", "")],
            [("AWS:a", "x"), ("b", "")],
            [("a", "aws:x"), ("b", "")],
            [("a", "x"), ("a", "y")],
            [(&"k".repeat(129), "x"), ("b", "")],
            [("a", &"v".repeat(257)), ("b", "")],
        ] {
            assert!(merge(&given).unwrap_err().to_string().contains("Tags."), "{given:?}");
        }
    }
}
