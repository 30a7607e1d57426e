//! The default configuration set: one call.

use super::{configuration_sets, edit, found};
use crate::{
    aws::write::ses::PutEmailIdentityConfigurationSetAttributes,
    changes::{Change, Closed, Opened, Plan, Step, World},
};
use app::model::{
    change::{FieldChange, Subject},
    forms::{EditConfigurationSet, edit_configuration_set::Context},
};

impl Change for EditConfigurationSet {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found(subject, world)?;
        let current = details.configuration_set.clone().unwrap_or_default();
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                current: current.clone(),
                configuration_sets: configuration_sets(&subject.parent, world),
            },
            now: Self {
                configuration_set: current,
            },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let mut plan = edit("Edit configuration set of", subject, &opened.now);
        let (before, after) = (&opened.now.configuration_set, &self.configuration_set);
        let line = FieldChange::of("Configuration set", Some(before), Some(after));
        let (Some(region), Some(line)) = (world.region(&subject.parent), line) else {
            return plan;
        };
        plan.fields.push(line);
        if !before.is_empty() {
            plan.warnings.push(format!(
                "Messages that name no configuration set no longer go through {before}: its event destinations, dedicated IPs \
                 and suppression rules no longer count for them."
            ));
        }
        let call = PutEmailIdentityConfigurationSetAttributes {
            email_identity: subject.id.clone(),
            configuration_set_name: Some(after.clone()).filter(|name| !name.is_empty()),
        };
        plan.steps.push(Step::new(region, call));
        plan
    }

    fn field_of(_: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        let is_gone = code == "NotFoundException" && message.to_lowercase().contains("configuration");
        is_gone.then(|| {
            (
                "configuration_set",
                "There is no such configuration set any more.".to_owned(),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, domain_with},
        *,
    };
    use serde_json::json;

    #[test]
    fn none_is_a_choice() {
        let identity = domain_with("eu-west-2", "example.com", |details| {
            details.configuration_set = Some("gone".to_owned());
        });
        let known = Known::of([identity]);
        let subject = Subject::new("eu-west-2", "example.com");
        let opened = EditConfigurationSet::open(&subject, &known.world()).expect("a form");
        assert_eq!(opened.context.configuration_sets, Some(vec!["news".to_owned()]));
        let plan = EditConfigurationSet::default().plan(&opened, &subject, &known.world());
        assert_eq!(plan.steps[0].call.input(), json!({ "EmailIdentity": "example.com" }));
        assert_eq!(
            plan.fields,
            [FieldChange {
                name: "Configuration set".to_owned(),
                before: Some("gone".to_owned()),
                after: None,
            }]
        );
    }
}
