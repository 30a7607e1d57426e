//! Which address is forwarded to which: one call, which says nothing, so that both are read again.

use super::{
    find::{address, resource},
    relations::{apart, choices, together},
};
use crate::{
    aws::write::connect::{self, AliasInput},
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World, missing},
};
use app::model::{
    change::{Action, FieldChange, Pictures, Subject, form},
    forms::{AssociateEmailAddressAlias, DisassociateEmailAddressAlias, associate_email_address_alias::Context},
    freshness::Kind,
};

impl Change for AssociateEmailAddressAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        world
            .instance(&subject.parent)
            .ok_or_else(|| missing(world.snapshot, Kind::EmailAddresses))?;
        let context = Context {
            addresses: choices(&subject.parent, world),
        };
        let mut name = String::new();
        // The primary may be chosen in the form, or given with it.
        if !subject.id.is_empty() {
            name.clone_from(&address(subject, world)?.address);
            let why_not = context
                .choice(&subject.id)
                .and_then(|choice| choice.why_not_primary.as_ref());
            if let Some(why) = why_not {
                return Err(Closed::Impossible(format!("{name} can’t get an alias, because {why}.")));
            }
        }
        Ok(Opened {
            name,
            context,
            now: Self {
                primary: subject.id.clone(),
                alias: String::new(),
            },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let named = |id: &str| {
            opened
                .context
                .choice(id)
                .map_or_else(String::new, |choice| choice.address.clone())
        };
        let (primary, alias) = (named(&self.primary), named(&self.alias));
        let undo = UndoPlan::By {
            action: Action::DisassociateEmailAddressAlias,
            subject: Subject::new(&subject.parent, &self.primary),
            form: form::encode(&DisassociateEmailAddressAlias {
                alias: self.alias.clone(),
            }),
        };
        let title = format!("Make {alias} an alias of {primary}");
        let resource = resource(&subject.parent, &self.primary, &primary);
        let mut plan = Plan::new(title, "Associate alias".to_owned(), resource, undo);
        let Some(region) = world.snapshot.region_of(Kind::EmailAddresses, &subject.parent) else {
            return plan;
        };
        plan.fields
            .extend(FieldChange::of(&format!("Alias of {primary}"), None, Some(&alias)));
        plan.pictures = Some(Pictures {
            before: apart(&primary, &alias),
            after: together(&primary, &alias),
        });
        let input = AliasInput::new(&subject.parent, &self.primary, &self.alias);
        let step = Step::new(&region, connect::AssociateEmailAddressAlias(input));
        plan.steps
            .push(step.noting("AWS answers nothing, so both addresses are read again."));
        plan
    }

    /// Also where the primary is chosen in the form.
    fn about(&self, subject: &Subject) -> Vec<Subject> {
        [&self.primary, &self.alias]
            .map(|id| Subject::new(&subject.parent, id))
            .into()
    }

    fn shown(_: &str, value: &str, context: &Context) -> String {
        context
            .choice(value)
            .map_or_else(|| value.to_owned(), |choice| choice.address.clone())
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        if operation != "AssociateEmailAddressAlias" {
            return None;
        }
        let is_about_primary = message.contains("already has") || message.contains("is an alias itself");
        let (field, text) = match code {
            "ResourceConflictException" if is_about_primary => (
                "primary",
                "This address has an alias already, or is one: choose another.",
            ),
            "ResourceConflictException" => (
                "alias",
                "This address is an alias already, or has one of its own: choose another.",
            ),
            "InvalidRequestException" | "InvalidParameterException" => ("alias", "AWS does not take this alias."),
            "ResourceNotFoundException" => ("alias", "AWS does not find one of the two addresses any more."),
            _ => return None,
        };
        Some((field, text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        aws::write::Touched,
        changes::email_addresses::testing::{INSTANCE, dissolve, known, subject, with_world},
    };
    use app::model::change::Form;

    #[test]
    fn what_can_t_be_picked_says_why() {
        let opened = with_world(&known(), |world| AssociateEmailAddressAlias::open(&subject(""), world));
        let context = opened.expect("a form").context;
        let order: Vec<&str> = context.addresses.iter().map(|choice| choice.id.as_str()).collect();
        assert_eq!(order, ["billing", "help", "support", "unread"]);
        let why = |id: &str| {
            let choice = context.choice(id).expect("an address");
            (choice.why_not_primary.as_deref(), choice.why_not_alias.as_deref())
        };
        assert_eq!(why("billing"), (None, None));
        assert_eq!(
            why("support"),
            (
                Some("it has an alias already, help@example.com, and an address has at most one"),
                Some("it has an alias of its own, help@example.com, and aliases can’t be chained"),
            )
        );
        assert_eq!(
            why("help"),
            (
                Some("it is itself the alias of support@example.com, and aliases can’t be chained"),
                Some("it is the alias of support@example.com already"),
            )
        );
        let unread = Some("Frontdesk has not read it from AWS yet");
        assert_eq!(why("unread"), (unread, unread));
    }

    #[test]
    fn an_address_that_can_t_have_an_alias_has_no_form() {
        let open = |id: &str| with_world(&known(), |world| AssociateEmailAddressAlias::open(&subject(id), world));
        let opened = open("billing").expect("a form");
        assert_eq!(
            (opened.name.as_str(), opened.now.primary.as_str()),
            ("billing@example.com", "billing")
        );
        assert!(matches!(open("help"), Err(Closed::Impossible(_))));
        assert_eq!(open("gone").err(), Some(Closed::NotFound));
    }

    #[test]
    fn the_review_draws_before_and_after() {
        let mut snapshot = known();
        dissolve(&mut snapshot);
        let form = AssociateEmailAddressAlias {
            primary: "support".to_owned(),
            alias: "help".to_owned(),
        };
        let plan = with_world(&snapshot, |world| {
            let opened = AssociateEmailAddressAlias::open(&subject(""), world).expect("a form");
            assert_eq!(form.check(&opened.context), []);
            form.plan(&opened, &subject(""), world)
        });
        assert_eq!(plan.resource.subject, subject("support"));
        let pictures = plan.pictures.expect("pictures");
        assert!(pictures.before.iter().all(|arrow| arrow.to.is_none()));
        assert_eq!(pictures.after, together("support@example.com", "help@example.com"));
        let step = plan.steps.first().expect("a step");
        let input = serde_json::json!({
            "InstanceId": INSTANCE,
            "EmailAddressId": "support",
            "AliasConfiguration": { "EmailAddressId": "help" },
        });
        assert_eq!(step.call.input(), input);
        assert!(step.call.takes_client_token());
        let touched = |id: &str| Touched::EmailAddress {
            instance: INSTANCE.to_owned(),
            id: id.to_owned(),
        };
        assert_eq!(step.call.touches(None), [touched("support"), touched("help")]);
        assert_eq!(step.call.is_in_effect(&step.region, &snapshot), Some(false));
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(true));
    }
}
