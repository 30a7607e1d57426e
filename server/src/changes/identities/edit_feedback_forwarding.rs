//! Feedback forwarding on or off: one call.

use super::{edit, found, on_off};
use crate::{
    aws::write::ses::PutEmailIdentityFeedbackAttributes,
    changes::{Change, Closed, Opened, Plan, Step, World},
};
use app::model::{
    change::{FieldChange, Subject},
    forms::{EditFeedbackForwarding, edit_feedback_forwarding::Context},
};

/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityFeedbackAttributes.html>
const OTHER_CHANNEL: &str = "AWS requires a way to learn of bounces and complaints. Without another one, such as an event \
    destination of a configuration set or Amazon SNS, SES goes on mailing them even when this is off.";

impl Change for EditFeedbackForwarding {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found(subject, world)?;
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                configuration_set: details.configuration_set.clone(),
            },
            now: Self {
                email_forwarding_enabled: details.feedback_forwarding,
            },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (before, after) = (opened.now.email_forwarding_enabled, self.email_forwarding_enabled);
        let verb = if after {
            "Turn on feedback forwarding of"
        } else {
            "Turn off feedback forwarding of"
        };
        let mut plan = edit(verb, subject, &opened.now);
        let (Some(region), true) = (world.region(&subject.parent), before != after) else {
            return plan;
        };
        plan.submit = String::from(if after { "Turn on" } else { "Turn off" });
        let line = FieldChange::of("Feedback forwarding", Some(on_off(before)), Some(on_off(after)));
        plan.fields = line.into_iter().collect();
        if !after {
            plan.warnings.push(OTHER_CHANNEL.to_owned());
        }
        let call = PutEmailIdentityFeedbackAttributes {
            email_identity: subject.id.clone(),
            email_forwarding_enabled: after,
        };
        plan.steps.push(Step::new(region, call));
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, domain},
        *,
    };
    use crate::changes::UndoPlan;
    use app::model::change::{Action, Form};

    #[test]
    fn turning_it_off_says_what_aws_requires() {
        let known = Known::of([domain("eu-west-2", "example.com")]);
        let subject = Subject::new("eu-west-2", "example.com");
        let opened = EditFeedbackForwarding::open(&subject, &known.world()).expect("a form");
        let off = EditFeedbackForwarding::default();
        assert_eq!(off.check(&opened.context), []);
        let plan = off.plan(&opened, &subject, &known.world());
        assert_eq!(plan.warnings, [OTHER_CHANNEL]);
        let undo = UndoPlan::By {
            action: Action::EditFeedbackForwarding,
            subject,
            form: "email_forwarding_enabled=true".to_owned(),
        };
        assert_eq!(plan.undo, undo);
    }
}
