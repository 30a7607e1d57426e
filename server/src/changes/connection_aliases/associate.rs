//! The directory that an alias leads to: one call, which AWS carries out in the background.

use super::find::{alias, directory_label, expect_settled, is_by_iam, resource};
use crate::{
    aws::write::workspaces,
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{Action, Arrow, FieldChange, Pictures, Subject, form},
    connection_alias::{ConnectionAlias, Directory},
    forms::{
        AssociateConnectionAlias, DisassociateConnectionAlias,
        associate_connection_alias::{Context, DirectoryChoice},
    },
};

impl Change for AssociateConnectionAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let alias = alias(subject, world)?;
        expect_settled(alias)?;
        if let Some(association) = alias.association() {
            let directory = association.directory.as_deref().unwrap_or("a directory");
            let label = directory_label(directory, &alias.region, world);
            let why = format!("It is associated with {label}. Disassociate it first.");
            return Err(Closed::Impossible(why));
        }
        let here = world
            .snapshot
            .directories
            .values()
            .filter(|directory| directory.region == alias.region);
        Ok(Opened {
            name: alias.connection_string.clone(),
            context: Context {
                region: alias.region.clone(),
                directories: here.map(|directory| choice(directory, world)).collect(),
            },
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, _: &World<'_>) -> Plan {
        let (string, region) = (&opened.name, &opened.context.region);
        let undo = UndoPlan::By {
            action: Action::DisassociateConnectionAlias,
            subject: subject.clone(),
            form: form::encode(&DisassociateConnectionAlias {
                directory: self.directory.clone(),
            }),
        };
        let title = format!("Associate {string} in {region}");
        let mut plan = Plan::new(title, "Associate".to_owned(), resource(subject, string), undo);
        let directory = Self::shown("directory", &self.directory, &opened.context);
        plan.fields.extend(FieldChange::of("Directory", None, Some(&directory)));
        plan.pictures = Some(Pictures {
            before: vec![nowhere(string, region.as_str())],
            after: vec![somewhere(string, region.as_str(), &directory)],
        });
        plan.warnings.push(format!(
            "People reach {directory} once the TXT record at {string} holds the connection identifier that AWS gives this \
             association. It is shown with the alias."
        ));
        let call = workspaces::AssociateConnectionAlias {
            alias_id: subject.id.clone(),
            resource_id: self.directory.clone(),
        };
        plan.steps
            .push(Step::new(region, call).noting("AWS associates them in the background."));
        plan
    }

    fn shown(_: &str, value: &str, context: &Context) -> String {
        context
            .choice(value)
            .map_or_else(|| value.to_owned(), DirectoryChoice::label)
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        if operation != "AssociateConnectionAlias" {
            return None;
        }
        let text = match code {
            "ResourceAssociatedException" => "The directory has an alias already, or the alias a directory.",
            "ResourceNotFoundException" if message.contains("wsca-") => {
                "AWS does not find this connection alias any more."
            }
            "ResourceNotFoundException" => "AWS does not find this directory any more: choose another.",
            "InvalidResourceStateException" if message.contains("REGISTERED") => {
                "This directory is not registered with WorkSpaces any more: choose another."
            }
            "InvalidResourceStateException" => "AWS is at work on the alias or the directory. Try again in a moment.",
            "AccessDeniedException" if !is_by_iam(message) => {
                "The alias’s owner does not let this account associate it."
            }
            "InvalidParameterValuesException" => "AWS does not take this directory.",
            _ => return None,
        };
        Some(("directory", text.to_owned()))
    }
}

/// An alias that leads nowhere in `region`.
pub(super) fn nowhere(string: &str, region: &str) -> Arrow {
    Arrow {
        from: string.to_owned(),
        to: None,
        note: format!("Leads nowhere in {region}: people who use it can’t connect there."),
    }
}

/// An alias that leads to `directory`.
pub(super) fn somewhere(string: &str, region: &str, directory: &str) -> Arrow {
    Arrow {
        from: string.to_owned(),
        to: Some(directory.to_owned()),
        note: format!("In {region}."),
    }
}

fn choice(directory: &Directory, world: &World<'_>) -> DirectoryChoice {
    let leads_here = |alias: &&ConnectionAlias| {
        let association = alias
            .association()
            .and_then(|association| association.directory.as_ref());
        alias.region == directory.region && association == Some(&directory.id)
    };
    let taken_by = world
        .snapshot
        .connection_aliases
        .values()
        .map(AsRef::as_ref)
        .find(leads_here);
    let why_not = match taken_by {
        Some(alias) => Some(format!("{} leads to it", alias.connection_string)),
        None if directory.state != "REGISTERED" => Some(format!("its state is {}", directory.state)),
        None => None,
    };
    DirectoryChoice {
        id: directory.id.clone(),
        name: directory.name.clone(),
        why_not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{associated, known, subject, with_world};

    #[test]
    fn a_directory_that_can_t_be_picked_says_by_what_it_is_taken() {
        let opened = with_world(&known(), |world| {
            AssociateConnectionAlias::open(&subject("wsca-free"), world)
        });
        let directories = opened.expect("a form").context.directories;
        let why: Vec<(&str, Option<&str>)> = directories
            .iter()
            .map(|choice| (choice.id.as_str(), choice.why_not.as_deref()))
            .collect();
        assert_eq!(
            why,
            [
                ("d-free", None),
                ("d-going", Some("its state is DEREGISTERING")),
                ("d-taken", Some("desk.example.com leads to it")),
            ]
        );
    }

    #[test]
    fn only_an_alias_that_leads_nowhere_can_be_associated() {
        let closed = |id: &str| with_world(&known(), |world| AssociateConnectionAlias::open(&subject(id), world)).err();
        let why = "It is associated with corp.example.com (d-taken). Disassociate it first.";
        assert_eq!(closed("wsca-desk"), Some(Closed::Impossible(why.to_owned())));
        assert!(matches!(closed("wsca-new"), Some(Closed::Impossible(_))));
        assert!(matches!(closed("wsca-going"), Some(Closed::Impossible(_))));
        assert_eq!(closed("wsca-gone"), Some(Closed::NotFound));
    }

    #[test]
    fn the_review_says_where_it_will_lead() {
        let form = AssociateConnectionAlias {
            directory: "d-free".to_owned(),
        };
        let plan = with_world(&known(), |world| {
            let opened = AssociateConnectionAlias::open(&subject("wsca-free"), world).expect("a form");
            form.plan(&opened, &subject("wsca-free"), world)
        });
        let after = plan.pictures.expect("pictures").after;
        assert_eq!(
            after.first().and_then(|arrow| arrow.to.as_deref()),
            Some("pool.example.com (d-free)")
        );
        let undo = UndoPlan::By {
            action: Action::DisassociateConnectionAlias,
            subject: subject("wsca-free"),
            form: "directory=d-free".to_owned(),
        };
        assert_eq!(plan.undo, undo);
        let step = plan.steps.first().expect("a step");
        let input = serde_json::json!({"AliasId": "wsca-free", "ResourceId": "d-free"});
        assert_eq!(step.call.input(), input);
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
        let status = |status: &str| {
            let snapshot = associated("wsca-free", status, "d-free");
            step.call.is_in_effect(&step.region, &snapshot)
        };
        assert_eq!(status("PENDING_ASSOCIATION"), Some(true));
        assert_eq!(status("ASSOCIATED_WITH_OWNER_ACCOUNT"), Some(true));
        assert_eq!(status("PENDING_DISASSOCIATION"), Some(false));
    }
}
