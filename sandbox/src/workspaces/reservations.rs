//! Connection strings belong to the account that used them first: in every Region, and for ever.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_CreateConnectionAlias.html>

use std::collections::HashMap;

/// Whose connection string is whose. They are domain names: case does not matter.
#[derive(Debug, Default)]
pub struct Reservations(HashMap<String, &'static str>);

impl Reservations {
    /// Whether another account than `account` has used `connection_string` before.
    pub fn keep_out(&self, connection_string: &str, account: &str) -> bool {
        let owner = self.0.get(&connection_string.to_ascii_lowercase());
        owner.is_some_and(|owner| *owner != account)
    }

    /// Reserves `connection_string` for `account`, unless it is reserved already.
    pub fn reserve(&mut self, connection_string: &str, account: &'static str) {
        self.0.entry(connection_string.to_ascii_lowercase()).or_insert(account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

    #[test]
    fn the_first_account_keeps_a_string_in_any_spelling() {
        let mut reservations = Reservations::default();
        assert!(!reservations.keep_out("desk.example.com", OTHER_ACCOUNT_ID));
        reservations.reserve("desk.example.com", ACCOUNT_ID);
        reservations.reserve("DESK.example.com", OTHER_ACCOUNT_ID);
        assert!(reservations.keep_out("Desk.Example.Com", OTHER_ACCOUNT_ID));
        assert!(!reservations.keep_out("Desk.Example.Com", ACCOUNT_ID));
        assert!(!reservations.keep_out("www.desk.example.com", OTHER_ACCOUNT_ID));
    }
}
