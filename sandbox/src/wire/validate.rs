//! The constraints of the services' models: required members, lengths, ranges, enums, patterns.
//! The wording is AWS's own and names the member.

use std::fmt::Display;
use std::ops::RangeInclusive;

/// A member that breaks a constraint. Each service answers it with an error of its own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("1 validation error detected: {0}")]
pub struct Violation(String);

impl Violation {
    /// `value` is not what `member` may be, for the reason given.
    pub fn new(member: &str, value: impl Display, constraint: impl Display) -> Self {
        Self(format!(
            "Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        ))
    }
}

/// The value of a member that must be there.
pub fn required<T>(member: &str, value: Option<T>) -> Result<T, Violation> {
    value.ok_or_else(|| Violation::new(member, "null", "Member must not be null"))
}

/// A text of so many characters.
pub fn length(member: &str, value: &str, bounds: RangeInclusive<usize>) -> Result<(), Violation> {
    within(member, value, value.chars().count(), bounds, "length")
}

/// A list of so many items.
pub fn count<T>(member: &str, list: &[T], bounds: RangeInclusive<usize>) -> Result<(), Violation> {
    within(member, "[...]", list.len(), bounds, "length")
}

/// One of an enum's values.
pub fn one_of<T: Copy>(member: &str, value: &str, options: &[(&str, T)]) -> Result<T, Violation> {
    let known = options.iter().find(|(name, _)| *name == value);
    known.map(|(_, option)| *option).ok_or_else(|| {
        let names: Vec<_> = options.iter().map(|(name, _)| *name).collect();
        let set = format!("Member must satisfy enum value set: [{}]", names.join(", "));
        Violation::new(member, value, set)
    })
}

/// A value that has the form which `pattern` describes.
pub fn pattern(member: &str, value: &str, fits: bool, pattern: &str) -> Result<(), Violation> {
    if fits {
        return Ok(());
    }
    let constraint = format!("Member must satisfy regular expression pattern: {pattern}");
    Err(Violation::new(member, value, constraint))
}

/// A whole number that travels as text.
pub fn integer(member: &str, value: &str) -> Result<i64, Violation> {
    value
        .parse()
        .map_err(|_| Violation::new(member, value, "Member must be an integer"))
}

/// A number within bounds.
pub fn range(member: &str, value: i64, bounds: RangeInclusive<i64>) -> Result<i64, Violation> {
    within(member, value, value, bounds, "value").map(|()| value)
}

fn within<N: PartialOrd + Display>(
    member: &str,
    value: impl Display,
    size: N,
    bounds: RangeInclusive<N>,
    what: &str,
) -> Result<(), Violation> {
    let (least, most) = bounds.into_inner();
    let constraint = if size < least {
        format!("Member must have {what} greater than or equal to {least}")
    } else if size > most {
        format!("Member must have {what} less than or equal to {most}")
    } else {
        return Ok(());
    };
    Err(Violation::new(member, value, constraint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_names_the_member_and_the_limit() {
        let violation = range("MaxResults", 501, 1..=500).unwrap_err().to_string();
        assert!(violation.contains("'MaxResults'"), "{violation}");
        assert!(violation.contains("less than or equal to 500"), "{violation}");
    }

    #[test]
    fn lengths_count_characters_rather_than_bytes() {
        assert_eq!(length("Name", "Zoë", 1..=3), Ok(()));
    }
}
