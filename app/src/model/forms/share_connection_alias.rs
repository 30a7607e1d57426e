//! The one account that a connection alias is shared with.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareConnectionAlias {
    /// The account's id.
    pub account: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The account that owns the alias.
    pub owner: String,
}

impl ShareConnectionAlias {
    /// The account's id in digits only: AWS's console also writes `1111-2222-3333`.
    #[must_use]
    pub fn account(&self) -> String {
        let is_kept = |c: &char| !matches!(c, ' ' | '-');
        self.account.trim().chars().filter(is_kept).collect()
    }
}

impl Form for ShareConnectionAlias {
    const ACTION: Action = Action::ShareConnectionAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("account", "AWS account")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let account = self.account();
        let is_id = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let message = match () {
            () if account.is_empty() => "Fill this in.",
            () if !is_id => "An AWS account’s id has 12 digits.",
            () if account == context.owner => "This account owns the connection alias: choose another one.",
            () => return Vec::new(),
        };
        vec![FieldError::new("account", message)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_account_is_twelve_digits() {
        let context = Context {
            owner: "111122223333".to_owned(),
        };
        let form = |account: &str| ShareConnectionAlias {
            account: account.to_owned(),
        };
        for good in ["444455556666", " 4444-5555-6666 ", "4444 5555 6666"] {
            assert_eq!(form(good).check(&context), [], "{good}");
            assert_eq!(form(good).account(), "444455556666");
        }
        for bad in ["", "44445555666", "4444555566667", "44445555666x", "1111-2222-3333"] {
            assert_eq!(form(bad).check(&context).len(), 1, "{bad}");
        }
    }
}
