//! Which address is forwarded to which.

use crate::model::change::{Action, FieldError, Form};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssociateEmailAddressAlias {
    /// The id of the address that gets the mail.
    pub primary: String,
    /// The id of the address whose mail it gets.
    pub alias: String,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The instance's addresses, in order.
    pub addresses: Vec<Choice>,
}

/// An address, and why it can't be picked. The reasons go on after "because".
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateEmailAddressAlias.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// The address itself.
    pub address: String,
    /// Why it can't get another one's mail.
    pub why_not_primary: Option<String>,
    /// Why it can't be the alias of any other.
    pub why_not_alias: Option<String>,
}

impl Choice {
    /// Why it can't be the alias of `primary`, which may not be chosen yet.
    #[must_use]
    pub fn why_not_alias_of(&self, primary: &str) -> Option<&str> {
        if self.id == primary {
            return Some("an address can’t be the alias of itself");
        }
        self.why_not_alias.as_deref()
    }
}

impl Context {
    /// The address with this id.
    #[must_use]
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.addresses.iter().find(|choice| choice.id == id)
    }
}

impl Form for AssociateEmailAddressAlias {
    const ACTION: Action = Action::AssociateEmailAddressAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("primary", "Email address"), ("alias", "Alias")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, message: String| errors.push(FieldError::new(field, message));
        match context.choice(&self.primary) {
            None if self.primary.is_empty() => wrong("primary", "Choose the address that gets the mail.".to_owned()),
            None => wrong(
                "primary",
                "There is no such address any more. Choose another.".to_owned(),
            ),
            Some(choice) => {
                if let Some(why) = &choice.why_not_primary {
                    wrong(
                        "primary",
                        format!("{} can’t have an alias, because {why}.", choice.address),
                    );
                }
            }
        }
        match context.choice(&self.alias) {
            None if self.alias.is_empty() => wrong("alias", "Choose the address whose mail is forwarded.".to_owned()),
            None => wrong("alias", "There is no such address any more. Choose another.".to_owned()),
            Some(choice) => {
                if let Some(why) = choice.why_not_alias_of(&self.primary) {
                    wrong(
                        "alias",
                        format!("{} can’t be the alias, because {why}.", choice.address),
                    );
                }
            }
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(id: &str, why_not: Option<&str>) -> Choice {
        Choice {
            id: id.to_owned(),
            address: format!("{id}@example.com"),
            why_not_primary: why_not.map(str::to_owned),
            why_not_alias: why_not.map(str::to_owned),
        }
    }

    fn errors(primary: &str, alias: &str) -> Vec<(String, String)> {
        let context = Context {
            addresses: vec![
                choice("support", None),
                choice("help", None),
                choice("old", Some("it is old")),
            ],
        };
        let form = AssociateEmailAddressAlias {
            primary: primary.to_owned(),
            alias: alias.to_owned(),
        };
        let errors = form.check(&context);
        errors.into_iter().map(|error| (error.field, error.message)).collect()
    }

    #[test]
    fn both_are_picked_from_those_that_can_be() {
        let fields =
            |primary, alias| -> Vec<String> { errors(primary, alias).into_iter().map(|(field, _)| field).collect() };
        assert_eq!(fields("support", "help"), Vec::<String>::new());
        assert_eq!(fields("", ""), ["primary", "alias"]);
        assert_eq!(fields("gone", "help"), ["primary"]);
        assert_eq!(fields("old", "old"), ["primary", "alias"]);
    }

    #[test]
    fn whoever_picks_another_is_told_why_not() {
        let error = |field: &str, message: &str| (field.to_owned(), message.to_owned());
        assert_eq!(
            errors("support", "support"),
            [error(
                "alias",
                "support@example.com can’t be the alias, because an address can’t be the alias of itself."
            )]
        );
        assert_eq!(
            errors("old", "help"),
            [error(
                "primary",
                "old@example.com can’t have an alias, because it is old."
            )]
        );
    }
}
