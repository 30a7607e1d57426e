//! A rule at work.

use serde::Serialize;

use super::{Definition, DefinitionError, Facts, Kind};
use crate::generator::Generator;

/// A rule, and what it has done so far.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Counts from 1.
    pub id: u64,
    /// The rule as it was written.
    #[serde(flatten)]
    pub definition: Definition,
    /// So many calls matched.
    pub matched: u64,
    /// So many of them were struck.
    pub struck: u64,
    #[serde(skip)]
    kind: Kind,
    #[serde(skip)]
    dice: Generator,
}

impl Rule {
    /// A rule that has not done anything yet.
    pub(super) fn new(id: u64, definition: Definition) -> Result<Self, DefinitionError> {
        definition.expect_operation()?;
        definition.expect_numbers()?;
        let seed = definition.seed.unwrap_or_default().to_string();
        Ok(Self {
            id,
            kind: definition.kind()?,
            dice: Generator::new(&["fault", &seed]),
            definition,
            matched: 0,
            struck: 0,
        })
    }

    /// What befalls a call, if it matches and its turn has come. A rule that has struck as often
    /// as it may matches nothing more.
    pub(super) fn strike(&mut self, facts: &Facts<'_>) -> Option<Kind> {
        if self.is_spent() || !self.matches(facts) {
            return None;
        }
        self.matched += 1;
        let is_struck = self.is_due();
        self.struck += u64::from(is_struck);
        is_struck.then_some(self.kind)
    }

    fn is_spent(&self) -> bool {
        self.definition.times.is_some_and(|times| self.struck >= times)
    }

    fn matches(&self, facts: &Facts<'_>) -> bool {
        let is = |wanted: &Option<String>, given: &str| wanted.as_ref().is_none_or(|wanted| wanted == given);
        self.definition.service.is_none_or(|service| service == facts.service)
            && is(&self.definition.operation, facts.operation)
            && is(&self.definition.region, facts.region)
            && is(&self.definition.account, facts.account)
    }

    fn is_due(&mut self) -> bool {
        match self.definition.probability {
            Some(probability) => self.roll() < probability,
            None => self.matched.is_multiple_of(self.definition.every.unwrap_or(1)),
        }
    }

    /// From 0 up to, but not including, 1.
    fn roll(&mut self) -> f64 {
        f64::from(u32::try_from(self.dice.next() >> 32).unwrap_or_default()) / 4_294_967_296.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::fault::KindName;
    use crate::wire::Service;

    const LIST_USERS: Facts<'_> = Facts {
        service: Service::Connect,
        operation: "ListUsers",
        region: "us-east-1",
        account: crate::ACCOUNT_ID,
    };

    fn rule(definition: Value) -> Result<Rule, DefinitionError> {
        Rule::new(1, serde_json::from_value(definition).unwrap())
    }

    fn strikes(definition: Value, calls: usize) -> Vec<bool> {
        let mut rule = rule(definition).unwrap();
        (0..calls).map(|_| rule.strike(&LIST_USERS).is_some()).collect()
    }

    #[test]
    fn strikes_each_nth_call() {
        assert_eq!(strikes(json!({ "kind": "STALL" }), 2), [true, true]);
        let every_other = strikes(json!({ "kind": "STALL", "every": 2 }), 4);
        assert_eq!(every_other, [false, true, false, true]);
    }

    #[test]
    fn strikes_no_more_often_than_it_may() {
        let once = strikes(json!({ "kind": "STALL", "every": 2, "times": 1 }), 5);
        assert_eq!(once, [false, true, false, false, false]);
    }

    #[test]
    fn a_seed_decides_which_calls_a_probability_strikes() {
        let half = |seed: u64| strikes(json!({ "kind": "STALL", "probability": 0.5, "seed": seed }), 1000);
        assert_eq!(half(1), half(1));
        assert_ne!(half(1), half(2));
        let struck = half(1).into_iter().filter(|is_struck| *is_struck).count();
        assert!((450..550).contains(&struck), "{struck}");
        assert!(
            strikes(json!({ "kind": "STALL", "probability": 1 }), 99)
                .iter()
                .all(|one| *one)
        );
        assert!(
            !strikes(json!({ "kind": "STALL", "probability": 0.0 }), 99)
                .iter()
                .any(|one| *one)
        );
    }

    #[test]
    fn matches_what_it_names() {
        for (definition, expected) in [
            (json!({ "service": "connect" }), true),
            (json!({ "service": "ses" }), false),
            (json!({ "operation": "ListUsers", "region": "us-east-1" }), true),
            (json!({ "operation": "ListUsers", "region": "eu-west-2" }), false),
            (json!({ "operation": "DescribeUser" }), false),
            (json!({ "account": crate::ACCOUNT_ID }), true),
            (json!({ "account": crate::OTHER_ACCOUNT_ID }), false),
        ] {
            let mut definition = definition;
            definition["kind"] = json!("STALL");
            assert_eq!(strikes(definition.clone(), 1), [expected], "{definition}");
        }
    }

    #[test]
    fn refuses_what_cannot_be_meant() {
        for (definition, named) in [
            (json!({ "kind": "SLOW" }), "delay_ms"),
            (json!({ "kind": "STALL", "delay_ms": 5 }), "delay_ms"),
            (json!({ "kind": "STALL", "status": 503 }), "status"),
            (json!({ "kind": "SERVER_ERROR", "status": 404 }), "status"),
            (json!({ "kind": "STALL", "every": 0 }), "every"),
            (json!({ "kind": "STALL", "times": 0 }), "times"),
            (json!({ "kind": "STALL", "probability": 1.5 }), "probability"),
            (json!({ "kind": "STALL", "probability": 1, "every": 1 }), "probability"),
            (json!({ "kind": "STALL", "seed": 1 }), "seed"),
            (json!({ "kind": "STALL", "operation": "listusers" }), "operation"),
            (
                json!({ "kind": "STALL", "service": "ses", "operation": "ListUsers" }),
                "operation",
            ),
        ] {
            let message = rule(definition).unwrap_err().to_string();
            assert!(message.contains(named), "{message}");
        }
    }

    #[test]
    fn every_kind_goes_by_its_name() {
        for name in [
            "THROTTLE",
            "SERVER_ERROR",
            "ACCESS_DENIED",
            "RESET_BEFORE",
            "RESET_AFTER",
            "STALL",
            "STALL_AFTER",
            "TRUNCATED",
            "WRONG_JSON",
        ] {
            let rule = rule(json!({ "kind": name })).unwrap();
            assert_eq!(rule.kind.name(), rule.definition.kind);
        }
        let slow = rule(json!({ "kind": "SLOW", "delay_ms": 5 })).unwrap();
        assert_eq!(slow.kind.name(), KindName::Slow);
    }
}
