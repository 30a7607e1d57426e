//! An address that gets its own mail only again: one call, which says nothing, so that both addresses are read again.

use super::{
    find::{address, resource},
    relations::{apart, relations, together},
};
use crate::{
    aws::write::connect::{self, AliasInput},
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{Action, FieldChange, Pictures, Subject, form},
    forms::{AssociateEmailAddressAlias, DisassociateEmailAddressAlias, disassociate_email_address_alias::Context},
    freshness::Kind,
};

impl Change for DisassociateEmailAddressAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let known = address(subject, world)?;
        let relations = relations(known, world.snapshot);
        let Some(alias) = relations.alias else {
            let has_none = format!("{} has no alias.", known.address);
            return Err(Closed::Impossible(match relations.alias_of {
                Some(primary) => format!(
                    "{has_none} It is the alias of {0}: disassociate it there.",
                    primary.address
                ),
                None => has_none,
            }));
        };
        Ok(Opened {
            name: known.address.clone(),
            now: Self {
                alias: alias.id.clone(),
            },
            context: Context {
                address: known.address.clone(),
                alias,
            },
        })
    }

    fn about(&self, subject: &Subject) -> Vec<Subject> {
        vec![subject.clone(), Subject::new(&subject.parent, &self.alias)]
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (primary, alias) = (&opened.name, &opened.context.alias.address);
        let undo = UndoPlan::By {
            action: Action::AssociateEmailAddressAlias,
            subject: subject.clone(),
            form: form::encode(&AssociateEmailAddressAlias {
                primary: subject.id.clone(),
                alias: self.alias.clone(),
            }),
        };
        let title = format!("Make {alias} no longer an alias of {primary}");
        let resource = resource(&subject.parent, &subject.id, primary);
        let mut plan = Plan::new(title, "Disassociate alias".to_owned(), resource, undo);
        let Some(region) = world.snapshot.region_of(Kind::EmailAddresses, &subject.parent) else {
            return plan;
        };
        plan.fields
            .extend(FieldChange::of(&format!("Alias of {primary}"), Some(alias), None));
        plan.pictures = Some(Pictures {
            before: together(primary, alias),
            after: apart(primary, alias),
        });
        let input = AliasInput::new(&subject.parent, &subject.id, &self.alias);
        let step = Step::new(&region, connect::DisassociateEmailAddressAlias(input));
        plan.steps
            .push(step.noting("AWS answers nothing, so both addresses are read again."));
        plan
    }

    fn shown(_: &str, value: &str, context: &Context) -> String {
        let alias = &context.alias;
        let shown = if alias.id == value { &alias.address } else { value };
        shown.to_owned()
    }

    fn field_of(operation: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        match (operation, code) {
            ("DisassociateEmailAddressAlias", "ResourceNotFoundException") => Some((
                "alias",
                "AWS does not know it as the alias of this address any more.".to_owned(),
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::email_addresses::testing::{dissolve, known, subject, with_world};

    #[test]
    fn the_alias_that_there_is_is_taken_away_and_can_come_back() {
        let plan = with_world(&known(), |world| {
            let opened = DisassociateEmailAddressAlias::open(&subject("support"), world).expect("a form");
            opened.now.plan(&opened, &subject("support"), world)
        });
        let undo = UndoPlan::By {
            action: Action::AssociateEmailAddressAlias,
            subject: subject("support"),
            form: "primary=support&alias=help".to_owned(),
        };
        assert_eq!(plan.undo, undo);
        assert_eq!(
            plan.title,
            "Make help@example.com no longer an alias of support@example.com"
        );
        let step = plan.steps.first().expect("a step");
        assert_eq!(step.call.input()["AliasConfiguration"]["EmailAddressId"], "help");
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
        let mut apart = known();
        dissolve(&mut apart);
        assert_eq!(step.call.is_in_effect(&step.region, &apart), Some(true));
    }

    #[test]
    fn where_there_is_no_alias_it_is_said_where_there_is_one() {
        let closed = |id: &str| {
            with_world(&known(), |world| {
                DisassociateEmailAddressAlias::open(&subject(id), world)
            })
            .err()
        };
        assert_eq!(
            closed("billing"),
            Some(Closed::Impossible("billing@example.com has no alias.".to_owned()))
        );
        let elsewhere = "help@example.com has no alias. It is the alias of support@example.com: disassociate it there.";
        assert_eq!(closed("help"), Some(Closed::Impossible(elsewhere.to_owned())));
    }
}
