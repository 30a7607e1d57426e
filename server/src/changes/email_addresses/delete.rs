//! Deleting an e-mail address: one call, after which its alias relations are gone, too.

use super::{
    find::{address, resource},
    relations::{Relations, apart, own_mail, relations, together},
};
use crate::{
    aws::write::connect,
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World},
};
use app::model::{
    change::{Confirmation, FieldChange, Pictures, Subject},
    email_address::EmailAddress,
    forms::{DeleteEmailAddress, delete_email_address::Context},
    freshness::Kind,
    tag::Tags,
};
use serde_json::json;

impl Change for DeleteEmailAddress {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let known = address(subject, world)?;
        // What is lost is kept in a file, and its tags are part of it.
        known.details.as_ref().ok_or(Closed::NotReadYet)?;
        let relations = relations(known, world.snapshot);
        Ok(Opened {
            name: known.address.clone(),
            context: Context {
                address: known.address.clone(),
                alias: relations.alias.map(|alias| alias.address),
                alias_of: relations.alias_of.map(|primary| primary.address),
            },
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let name = &opened.name;
        let undo = UndoPlan::Not(format!(
            "Creating {name} anew gives it another id, and what refers to the old one does not find it."
        ));
        let resource = resource(&subject.parent, &subject.id, name);
        let mut plan = Plan::new(
            format!("Delete {name}"),
            "Delete email address".to_owned(),
            resource,
            undo,
        );
        let (Ok(known), Some(region)) = (
            address(subject, world),
            world.snapshot.region_of(Kind::EmailAddresses, &subject.parent),
        ) else {
            return plan;
        };
        let relations = relations(known, world.snapshot);
        plan.fields = lines(known, &relations);
        plan.warnings = warnings(name, &relations);
        plan.pictures = pictures(name, &relations);
        plan.confirmation = Some(Confirmation {
            text: name.clone(),
            why: "Deleting an address can’t be undone. Type the address to go on.".to_owned(),
        });
        plan.snapshot = Some(snapshot(known, &relations));
        plan.then = Some(app::routes::list(Kind::EmailAddresses).to_owned());
        let related = relations.alias.iter().chain(&relations.alias_of);
        let call = connect::DeleteEmailAddress {
            instance_id: subject.parent.clone(),
            email_address_id: subject.id.clone(),
            related: related.map(|address| address.id.clone()).collect(),
        };
        plan.steps.push(Step::new(&region, call));
        plan
    }
}

fn lines(known: &EmailAddress, relations: &Relations) -> Vec<FieldChange> {
    let (alias, alias_of) = (relations.alias.as_ref(), relations.alias_of.as_ref());
    let lines = [
        FieldChange::of("Email address", Some(&known.address), None),
        FieldChange::of("Display name", known.display_name.as_deref(), None),
        FieldChange::of("Description", known.description.as_deref(), None),
        FieldChange::of("Alias", alias.map(|alias| alias.address.as_str()), None),
        FieldChange::of("Alias of", alias_of.map(|primary| primary.address.as_str()), None),
    ];
    let nothing = Tags::new();
    let tags = known.details.as_ref().map_or(&nothing, |details| &details.tags);
    let gone = TagChanges::between(tags, &nothing);
    lines.into_iter().flatten().chain(gone.fields(tags)).collect()
}

/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateEmailAddressAlias.html>
fn warnings(name: &str, relations: &Relations) -> Vec<String> {
    let mut warnings = vec![format!("Mail to {name} no longer reaches Amazon Connect.")];
    if let Some(alias) = &relations.alias {
        let alias = &alias.address;
        warnings.push(format!(
            "{alias} is no longer its alias: mail to {alias} is forwarded nowhere, and {alias} receives its own mail only."
        ));
    }
    if let Some(primary) = &relations.alias_of {
        let primary = &primary.address;
        warnings.push(format!(
            "It is no longer the alias of {primary}: {primary} receives its own mail only."
        ));
    }
    warnings
}

fn pictures(name: &str, relations: &Relations) -> Option<Pictures> {
    let (before, left) = match (&relations.alias, &relations.alias_of) {
        (Some(alias), _) => (together(name, &alias.address), &alias.address),
        (None, Some(primary)) => (together(&primary.address, name), &primary.address),
        (None, None) => return None,
    };
    let after = apart(left, name).into_iter().filter(|arrow| arrow.from == *left);
    let gone = own_mail(name, "Deleted: Amazon Connect receives no mail for it.");
    Some(Pictures {
        before,
        after: after.chain([gone]).collect(),
    })
}

/// What it was like, by the names of `DescribeEmailAddress`.
fn snapshot(known: &EmailAddress, relations: &Relations) -> String {
    let details = known.details.clone().unwrap_or_default();
    let other =
        |address: &app::model::rows::AddressRef| json!({"EmailAddressId": address.id, "EmailAddress": address.address});
    let snapshot = json!({
        "InstanceId": known.instance,
        "EmailAddressId": known.id,
        "EmailAddressArn": known.arn,
        "EmailAddress": known.address,
        "DisplayName": known.display_name,
        "Description": known.description,
        "AliasConfigurations": relations.alias.iter().map(other).collect::<Vec<_>>(),
        "AliasOf": relations.alias_of.as_ref().map(other),
        "Tags": details.tags,
        "CreateTimestamp": details.created,
        "ModifiedTimestamp": details.modified,
    });
    // Texts and lists of them can't fail to become JSON.
    serde_json::to_string_pretty(&snapshot).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        aws::write::Touched,
        changes::email_addresses::testing::{INSTANCE, known, subject, with_world},
    };

    fn plan(id: &str) -> Plan {
        with_world(&known(), |world| {
            let opened = DeleteEmailAddress::open(&subject(id), world).expect("a form");
            DeleteEmailAddress::default().plan(&opened, &subject(id), world)
        })
    }

    #[test]
    fn the_relations_that_go_with_it_are_said_in_both_directions() {
        let primary = plan("support");
        assert!(
            primary
                .warnings
                .iter()
                .any(|text| text.starts_with("help@example.com is no longer its alias"))
        );
        let alias = plan("help");
        assert!(
            alias
                .warnings
                .iter()
                .any(|text| text.starts_with("It is no longer the alias of support@example.com"))
        );
        let alone = plan("billing");
        assert_eq!((alone.warnings.len(), alone.pictures), (1, None));
    }

    #[test]
    fn the_address_is_typed_and_nothing_brings_it_back() {
        let plan = plan("support");
        assert_eq!(
            plan.confirmation.map(|confirmation| confirmation.text).as_deref(),
            Some("support@example.com")
        );
        assert!(matches!(plan.undo, UndoPlan::Not(_)));
        let kept: serde_json::Value = serde_json::from_str(&plan.snapshot.expect("a file")).expect("JSON");
        assert_eq!(kept["AliasConfigurations"][0]["EmailAddress"], "help@example.com");
        assert_eq!(kept["Tags"]["team"], "support");
    }

    #[test]
    fn the_other_one_is_read_again_and_aws_is_told_only_what_it_asks() {
        let plan = plan("help");
        let step = plan.steps.first().expect("a step");
        let touched = |id: &str| Touched::EmailAddress {
            instance: INSTANCE.to_owned(),
            id: id.to_owned(),
        };
        assert_eq!(step.call.touches(None), [touched("help"), touched("support")]);
        let input = json!({"InstanceId": INSTANCE, "EmailAddressId": "help"});
        assert_eq!(step.call.input(), input);
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
    }

    #[test]
    fn what_is_not_read_yet_is_not_deleted() {
        let closed = with_world(&known(), |world| DeleteEmailAddress::open(&subject("unread"), world));
        assert_eq!(closed.err(), Some(Closed::NotReadYet));
        let closed = with_world(&known(), |world| DeleteEmailAddress::open(&subject("gone"), world));
        assert_eq!(closed.err(), Some(Closed::NotFound));
    }
}
