//! What a service says of members that it cannot accept. The wording is AWS's own and names the
//! member.

use std::fmt::{self, Display};

/// A member that breaks a constraint. Each service answers it with an error of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation(String);

impl Violation {
    /// `value` is not what `member` may be, for the reason given.
    pub fn new(member: &str, value: impl Display, constraint: impl Display) -> Self {
        Self(format!(
            "Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        ))
    }

    /// The same of a value that must not be shown.
    pub fn without_value(member: &str, constraint: impl Display) -> Self {
        Self(format!(
            "Value at '{member}' failed to satisfy constraint: {constraint}"
        ))
    }

    /// `member` must be there.
    pub fn missing(member: &str) -> Self {
        Self(format!(
            "Value null at '{member}' failed to satisfy constraint: Member must not be null"
        ))
    }

    /// One message for several violations.
    pub fn all(violations: &[Self]) -> String {
        let count = violations.len();
        let errors = if count == 1 { "error" } else { "errors" };
        let texts: Vec<_> = violations.iter().map(|violation| violation.0.as_str()).collect();
        format!("{count} validation {errors} detected: {}", texts.join("; "))
    }
}

impl Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&Self::all(std::slice::from_ref(self)))
    }
}

impl std::error::Error for Violation {}

/// The value of a member that has to be there although the model does not say so.
pub fn required<T>(member: &str, value: Option<T>) -> Result<T, Violation> {
    value.ok_or_else(|| Violation::missing(member))
}

/// One of an enum's values, where the model has only a text.
pub fn one_of<T: Copy>(member: &str, value: &str, options: &[(&str, T)]) -> Result<T, Violation> {
    let known = options.iter().find(|(name, _)| *name == value);
    known.map(|(_, option)| *option).ok_or_else(|| {
        let names: Vec<_> = options.iter().map(|(name, _)| *name).collect();
        let set = format!("Member must satisfy enum value set: [{}]", names.join(", "));
        Violation::new(member, value, set)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_violations_are_counted() {
        let both = [Violation::missing("InstanceId"), Violation::new("MaxResults", 0, "…")];
        let message = Violation::all(&both);
        assert!(message.starts_with("2 validation errors detected: Value null at 'InstanceId'"));
        assert!(message.ends_with("Value '0' at 'MaxResults' failed to satisfy constraint: …"));
    }
}
