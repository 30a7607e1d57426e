//! Faults on demand: what can go wrong between a client and AWS, as rules that strike chosen calls.

mod carry_out;
mod definition;
mod delivery;
mod kind;
mod refusal;
mod rule;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::wire::Service;
pub use carry_out::carry_out;
pub use definition::{Definition, DefinitionError};
pub use delivery::{Delivery, Reset};
pub use kind::{Kind, KindName};
pub use rule::Rule;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Whose operation.
    pub service: Service,
    /// AWS's name for it.
    pub operation: &'a str,
    /// A Region's code.
    pub region: &'a str,
    /// Twelve digits.
    pub account: &'a str,
}

/// The rules, in order of their creation.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Rules>);

#[derive(Debug, Default)]
struct Rules {
    rules: Vec<Rule>,
    last: u64,
}

impl Faults {
    /// Adds a rule after the others.
    ///
    /// # Errors
    ///
    /// When `definition` contradicts itself.
    pub fn add(&self, definition: Definition) -> Result<Rule, DefinitionError> {
        let mut rules = self.rules();
        let rule = Rule::new(rules.last + 1, definition)?;
        rules.last += 1;
        rules.rules.push(rule.clone());
        Ok(rule)
    }

    /// Every rule.
    pub fn list(&self) -> Vec<Rule> {
        self.rules().rules.clone()
    }

    /// The rule with this id.
    pub fn get(&self, id: u64) -> Option<Rule> {
        self.rules().rules.iter().find(|rule| rule.id == id).cloned()
    }

    /// Removes a rule. False if there is none with this id.
    pub fn remove(&self, id: u64) -> bool {
        let mut rules = self.rules();
        let before = rules.rules.len();
        rules.rules.retain(|rule| rule.id != id);
        rules.rules.len() < before
    }

    /// Removes every rule.
    pub fn clear(&self) {
        self.rules().rules.clear();
    }

    /// What befalls a call: the first rule that strikes decides, and those after it do not count
    /// the call.
    pub fn strike(&self, facts: &Facts<'_>) -> Option<Kind> {
        self.rules().rules.iter_mut().find_map(|rule| rule.strike(facts))
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const LIST_USERS: Facts<'_> = Facts {
        service: Service::Connect,
        operation: "ListUsers",
        region: "us-east-1",
        account: crate::ACCOUNT_ID,
    };

    fn definition(value: Value) -> Definition {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_first_rule_that_strikes_decides() {
        let faults = Faults::default();
        faults.add(definition(json!({ "kind": "STALL", "every": 2 }))).unwrap();
        faults.add(definition(json!({ "kind": "RESET_AFTER" }))).unwrap();
        let strikes: Vec<_> = (0..4).map(|_| faults.strike(&LIST_USERS)).collect();
        let [reset, stall] = [Some(Kind::ResetAfter), Some(Kind::Stall)];
        assert_eq!(strikes, [reset, stall, reset, stall]);
        let counts: Vec<_> = faults.list().iter().map(|rule| (rule.matched, rule.struck)).collect();
        assert_eq!(counts, [(4, 2), (2, 2)]);
    }

    #[test]
    fn a_removed_rule_does_not_strike_and_its_id_is_not_used_again() {
        let faults = Faults::default();
        let rule = faults.add(definition(json!({ "kind": "STALL" }))).unwrap();
        assert!(faults.remove(rule.id));
        assert!(!faults.remove(rule.id));
        assert_eq!(faults.strike(&LIST_USERS), None);
        assert_eq!(faults.add(definition(json!({ "kind": "STALL" }))).unwrap().id, 2);
        faults.clear();
        assert!(faults.get(2).is_none());
    }
}
