//! Which address is no longer forwarded.

use crate::model::{
    change::{Action, FieldError, Form},
    rows::AddressRef,
};
use serde::{Deserialize, Serialize};

/// The form, of the address that has the alias.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisassociateEmailAddressAlias {
    /// The alias's id; what the page is opened with, since there is one at most.
    pub alias: String,
}

/// What it has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The address that has the alias.
    pub address: String,
    /// The alias.
    pub alias: AddressRef,
}

impl Form for DisassociateEmailAddressAlias {
    const ACTION: Action = Action::DisassociateEmailAddressAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("alias", "Alias")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        if self.alias == context.alias.id {
            return Vec::new();
        }
        let (address, alias) = (&context.address, &context.alias.address);
        let message = format!("The alias of {address} is {alias}.");
        vec![FieldError::new("alias", message)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_alias_that_there_is_can_be_disassociated() {
        let context = Context {
            address: "support@example.com".to_owned(),
            alias: AddressRef {
                id: "1".to_owned(),
                address: "help@example.com".to_owned(),
            },
        };
        let form = |alias: &str| DisassociateEmailAddressAlias {
            alias: alias.to_owned(),
        };
        assert_eq!(form("1").check(&context), []);
        let error = FieldError::new("alias", "The alias of support@example.com is help@example.com.");
        assert_eq!(form("2").check(&context), [error]);
    }
}
