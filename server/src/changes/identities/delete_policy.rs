//! A sending authorization policy that goes: one call.

use super::{found_verified, resource};
use crate::{
    aws::write::ses::DeleteEmailIdentityPolicy,
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{Action, FieldChange, Subject, form},
    forms::{DeletePolicy, EditPolicy, delete_policy::Context, policy_text::formatted},
};

impl Change for DeletePolicy {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found_verified(subject, world)?;
        let names: Vec<String> = details.policies.keys().cloned().collect();
        if names.is_empty() {
            return Err(Closed::Impossible(format!("{} has no policies.", identity.name)));
        }
        let now = match names.as_slice() {
            [only] => Self { name: only.clone() },
            _ => Self::default(),
        };
        Ok(Opened {
            name: identity.name.clone(),
            context: Context { names },
            now,
        })
    }

    fn plan(&self, _: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let name = &self.name;
        let policies = found_verified(subject, world)
            .ok()
            .map(|(_, details)| &details.policies);
        let before = policies
            .and_then(|policies| policies.get(name))
            .cloned()
            .unwrap_or_default();
        let again = EditPolicy {
            was: String::new(),
            ..EditPolicy::of(name, &before)
        };
        let undo = UndoPlan::By {
            action: Action::EditPolicy,
            subject: subject.clone(),
            form: form::encode(&again),
        };
        let title = format!("Delete policy {name} of {}", subject.id);
        let mut plan = Plan::new(title, "Delete policy".to_owned(), resource(subject), undo);
        let Some(region) = world.region(&subject.parent) else {
            return plan;
        };
        plan.fields.extend(FieldChange::of(
            &format!("Policy {name}"),
            Some(&formatted(&before)),
            None,
        ));
        plan.warnings
            .push(format!("Whoever {name} lets send from {} can’t any more.", subject.id));
        let call = DeleteEmailIdentityPolicy {
            email_identity: subject.id.clone(),
            policy_name: name.clone(),
        };
        plan.steps.push(Step::new(region, call));
        plan
    }

    fn field_of(_: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        (code == "BadRequestException").then(|| ("name", "AWS does not delete this policy.".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, domain, domain_with},
        *,
    };

    #[test]
    fn it_can_be_created_again_as_it_was() {
        let subject = Subject::new("eu-west-2", "example.com");
        let known = Known::of([domain_with("eu-west-2", "example.com", |details| {
            details
                .policies
                .insert("partner".to_owned(), "{\"Version\":\"2012-10-17\"}".to_owned());
        })]);
        let opened = DeletePolicy::open(&subject, &known.world()).expect("a form");
        assert_eq!(opened.now.name, "partner");
        let plan = opened.now.plan(&opened, &subject, &known.world());
        assert_eq!(plan.steps.len(), 1);
        let UndoPlan::By { form, .. } = plan.undo else {
            panic!("no way back")
        };
        let again: EditPolicy = form::decode(&form).expect("a form");
        assert_eq!(
            (again.text.as_str(), again.was.as_str()),
            ("{\"Version\":\"2012-10-17\"}", "")
        );

        let known = Known::of([domain("eu-west-2", "example.com")]);
        assert!(matches!(
            DeletePolicy::open(&subject, &known.world()),
            Err(Closed::Impossible(_))
        ));
    }
}
