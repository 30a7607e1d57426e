//! A sending authorization policy: who else may send as an identity.

use super::policy_text;
use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many policies an identity can have.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html>
const MOST: usize = 20;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditPolicy {
    /// The policy's name: of one that is there, or of a new one.
    pub name: String,
    /// Its text, as JSON.
    pub text: String,
    /// What its text was when it was chosen to be edited; empty for a new one. Not for people to fill in.
    pub was: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The policies that are there: their texts by name.
    pub policies: BTreeMap<String, String>,
    /// The identity's ARN, for a new policy to start with; `None` while the account is not known.
    pub arn: Option<String>,
}

impl EditPolicy {
    /// The form for the policy `name`, which has this text.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            was: text.to_owned(),
        }
    }

    /// The text as it is sent.
    #[must_use]
    pub fn text(&self) -> String {
        policy_text::with_line_feeds(&self.text)
    }

    /// Whether the policy was something else, which is not `now`, when the form was opened.
    #[must_use]
    pub fn was_changed(&self, now: &str) -> bool {
        policy_text::with_line_feeds(&self.was) != policy_text::with_line_feeds(now)
    }
}

impl Form for EditPolicy {
    const ACTION: Action = Action::EditPolicy;
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("name", "Policy name"), ("text", "Policy"), ("was", "Policy")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let name = self.name.trim();
        let is_there = context.policies.contains_key(name);
        if let Some(wrong) = policy_text::wrong_with_name(name) {
            errors.push(FieldError::new("name", wrong));
        } else if is_there && self.was.is_empty() {
            let wrong = format!("There is a policy {name} already. Choose it to edit it, or use another name.");
            errors.push(FieldError::new("name", wrong));
        } else if !is_there && context.policies.len() >= MOST {
            let wrong = format!("An identity can have at most {MOST} policies: delete one first.");
            errors.push(FieldError::new("name", wrong));
        }
        let wrong = policy_text::wrong_with_text(&self.text());
        errors.extend(wrong.map(|wrong| FieldError::new("text", wrong)));
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": "*" }
}"#;

    fn wrong(form: &EditPolicy, count: usize) -> Vec<String> {
        let policies = (0..count)
            .map(|number| (format!("policy-{number}"), TEXT.to_owned()))
            .collect();
        let context = Context { policies, arn: None };
        form.check(&context).into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_new_policy_does_not_replace_one_that_is_there() {
        let new = |name: &str| EditPolicy {
            was: String::new(),
            ..EditPolicy::of(name, TEXT)
        };
        assert_eq!(wrong(&new("policy-0"), 1), ["name"]);
        assert_eq!(wrong(&new(" policy-1 "), 1), Vec::<String>::new());
        assert_eq!(wrong(&new("policy-20"), 20), ["name"]);
        assert_eq!(wrong(&EditPolicy::of("policy-0", TEXT), 20), Vec::<String>::new());
        assert_eq!(wrong(&EditPolicy::of("", "{"), 1), ["name", "text"]);
    }

    #[test]
    fn how_lines_end_makes_no_difference() {
        let form = EditPolicy::of("a", &TEXT.replace('\n', "\r\n"));
        assert_eq!(form.text(), TEXT);
        assert!(!form.was_changed(TEXT));
        assert!(form.was_changed("{}"));
    }
}
