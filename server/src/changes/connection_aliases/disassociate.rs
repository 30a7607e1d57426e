//! An alias that leads nowhere any more: one call, which AWS carries out in the background.

use super::{
    associate::{nowhere, somewhere},
    find::{alias, directory_label, expect_settled, is_by_iam, own_account, resource},
};
use crate::{
    aws::write::workspaces,
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{Action, FieldChange, Pictures, Subject, form},
    forms::{AssociateConnectionAlias, DisassociateConnectionAlias, disassociate_connection_alias::Context},
    freshness::Kind,
};

impl Change for DisassociateConnectionAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let alias = alias(subject, world)?;
        expect_settled(alias)?;
        let Some(association) = alias.association() else {
            return Err(Closed::Impossible("It is associated with no directory.".to_owned()));
        };
        let own = own_account(world)?;
        if let Some(other) = association.account.as_deref().filter(|account| *account != own) {
            let why = format!("It leads to a directory of account {other}: only that account can disassociate it.");
            return Err(Closed::Impossible(why));
        }
        let directory = association.directory.clone().unwrap_or_default();
        let known = world
            .snapshot
            .directories
            .get(&(subject.parent.clone(), directory.clone()));
        Ok(Opened {
            name: alias.connection_string.clone(),
            context: Context {
                name: known.map_or_else(|| directory.clone(), |known| known.name.clone()),
                directory: directory.clone(),
            },
            now: Self { directory },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (string, region) = (&opened.name, &subject.parent);
        let undo = UndoPlan::By {
            action: Action::AssociateConnectionAlias,
            subject: subject.clone(),
            form: form::encode(&AssociateConnectionAlias {
                directory: self.directory.clone(),
            }),
        };
        let title = format!("Disassociate {string} in {region}");
        let mut plan = Plan::new(title, "Disassociate".to_owned(), resource(subject, string), undo);
        let Some(region) = world.snapshot.region_of(Kind::ConnectionAliases, region) else {
            return plan;
        };
        let directory = directory_label(&self.directory, &region, world);
        plan.fields.extend(FieldChange::of("Directory", Some(&directory), None));
        plan.pictures = Some(Pictures {
            before: vec![somewhere(string, region.as_str(), &directory)],
            after: vec![nowhere(string, region.as_str())],
        });
        plan.warnings.push(format!(
            "People who use {string} can’t connect in {region} any more, unless its TXT record sends them elsewhere. \
             Associating it again gives another connection identifier."
        ));
        let call = workspaces::DisassociateConnectionAlias {
            alias_id: subject.id.clone(),
        };
        plan.steps
            .push(Step::new(&region, call).noting("AWS disassociates them in the background."));
        plan
    }

    fn shown(_: &str, value: &str, context: &Context) -> String {
        let Context { directory, name } = context;
        let is_it = value == directory && name != directory;
        if is_it {
            format!("{name} ({value})")
        } else {
            value.to_owned()
        }
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        let text = match (operation, code) {
            ("DisassociateConnectionAlias", "InvalidResourceStateException") => {
                "It is not associated any more, or AWS is at work on it. Try again in a moment."
            }
            ("DisassociateConnectionAlias", "AccessDeniedException") if !is_by_iam(message) => {
                "AWS lets only the directory’s account disassociate it."
            }
            _ => return None,
        };
        Some(("directory", text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{associated, known, subject, with_world};

    #[test]
    fn what_it_led_to_is_written_down_to_be_undone() {
        let plan = with_world(&known(), |world| {
            let opened = DisassociateConnectionAlias::open(&subject("wsca-desk"), world).expect("a form");
            opened.now.plan(&opened, &subject("wsca-desk"), world)
        });
        let undo = UndoPlan::By {
            action: Action::AssociateConnectionAlias,
            subject: subject("wsca-desk"),
            form: "directory=d-taken".to_owned(),
        };
        assert_eq!(plan.undo, undo);
        let before = plan.fields.first().and_then(|field| field.before.as_deref());
        assert_eq!(before, Some("corp.example.com (d-taken)"));
        let step = plan.steps.first().expect("a step");
        assert_eq!(step.call.input(), serde_json::json!({"AliasId": "wsca-desk"}));
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
        let ending = associated("wsca-desk", "PENDING_DISASSOCIATION", "d-taken");
        assert_eq!(step.call.is_in_effect(&step.region, &ending), Some(true));
    }

    #[test]
    fn it_is_the_directory_s_account_that_disassociates() {
        let closed =
            |id: &str| with_world(&known(), |world| DisassociateConnectionAlias::open(&subject(id), world)).err();
        assert!(matches!(closed("wsca-lent"), Some(Closed::Impossible(why)) if why.contains("444455556666")));
        assert!(matches!(closed("wsca-free"), Some(Closed::Impossible(why)) if why.contains("no directory")));
    }
}
