//! Deleting an alias in one Region: one call, which AWS carries out in the background. The connection string stays reserved.

use super::find::{directory_label, elsewhere, expect_settled, own_alias, resource};
use crate::{
    aws::write::workspaces,
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World},
};
use app::{
    model::{
        change::{Confirmation, FieldChange, Subject},
        connection_alias::ConnectionAlias,
        forms::{DeleteConnectionAlias, delete_connection_alias::Context},
        freshness::Kind,
        region::Region,
        tag::Tags,
    },
    routes,
};
use serde_json::json;

impl Change for DeleteConnectionAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let alias = own_alias(subject, world)?;
        expect_settled(alias)?;
        if let Some(association) = alias.association() {
            let directory = association.directory.as_deref().unwrap_or("a directory");
            let label = directory_label(directory, &alias.region, world);
            let account = association.account.as_ref();
            let why = match account.filter(|account| **account != alias.owner_account) {
                None => format!("It is associated with {label}. Disassociate it first."),
                Some(other) => {
                    format!("It is associated with {label} of account {other}, which has to disassociate it first.")
                }
            };
            return Err(Closed::Impossible(why));
        }
        let shared_with = alias.permissions.as_ref().ok_or(Closed::NotReadYet)?;
        if let Some(permission) = shared_with.first() {
            let account = &permission.account;
            let why = format!("It is shared with account {account}. Stop sharing it first.");
            return Err(Closed::Impossible(why));
        }
        Ok(Opened {
            name: alias.connection_string.clone(),
            context: Context {
                region: alias.region.clone(),
                elsewhere: elsewhere(alias, world),
            },
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let Context { region, elsewhere } = &opened.context;
        let string = &opened.name;
        let undo = UndoPlan::Not(format!(
            "This account can create {string} again, but as another connection alias, with another id."
        ));
        let title = format!("Delete {string} in {region}");
        let mut plan = Plan::new(
            title,
            "Delete connection alias".to_owned(),
            resource(subject, string),
            undo,
        );
        let Ok(alias) = own_alias(subject, world) else {
            return plan;
        };
        let reminder = reminder(string, region, elsewhere);
        plan.fields = lines(alias);
        plan.warnings = vec![
            reminder.clone(),
            format!("{string} stays reserved to this account, for ever, in every Region."),
        ];
        plan.notes.push(reminder);
        plan.confirmation = Some(Confirmation {
            text: string.clone(),
            why: format!("Deleting it in {region} can’t be undone. Type the connection string to go on."),
        });
        plan.snapshot = Some(snapshot(alias));
        plan.then = Some(if elsewhere.is_empty() {
            routes::list(Kind::ConnectionAliases).to_owned()
        } else {
            routes::connection_alias(string)
        });
        let call = workspaces::DeleteConnectionAlias {
            alias_id: subject.id.clone(),
        };
        plan.steps
            .push(Step::new(region, call).noting("AWS deletes it in the background."));
        plan
    }
}

/// A record that is left behind sends people to whoever gets that connection identifier.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/adminguide/cross-region-redirection.html>
fn reminder(string: &str, region: &Region, elsewhere: &[Region]) -> String {
    if elsewhere.is_empty() {
        return format!(
            "Remove the TXT record at {string} when it is deleted: left behind, it can be used for phishing."
        );
    }
    let others: Vec<&str> = elsewhere.iter().map(Region::as_str).collect();
    format!(
        "See to it that the TXT record at {string} does not lead to {region} any more: left behind, that can be used for phishing. \
         The string still stands in {}.",
        others.join(", ")
    )
}

fn lines(alias: &ConnectionAlias) -> Vec<FieldChange> {
    let nothing = Tags::new();
    let tags = alias.tags.as_ref().unwrap_or(&nothing);
    let string = FieldChange::of("Connection string", Some(&alias.connection_string), None);
    let region = FieldChange::of("Region", Some(alias.region.as_str()), None);
    let gone = TagChanges::between(tags, &nothing);
    string.into_iter().chain(region).chain(gone.fields(tags)).collect()
}

/// What it was like, by the names of `DescribeConnectionAliases`.
fn snapshot(alias: &ConnectionAlias) -> String {
    let snapshot = json!({
        "Region": alias.region,
        "AliasId": alias.id,
        "ConnectionString": alias.connection_string,
        "State": alias.state,
        "OwnerAccountId": alias.owner_account,
        "Tags": alias.tags,
    });
    // Texts and lists of them can't fail to become JSON.
    serde_json::to_string_pretty(&snapshot).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{dissociated, known, subject, with_world};

    fn plan(snapshot: &app::model::snapshot::Snapshot, id: &str) -> Plan {
        with_world(snapshot, |world| {
            let opened = DeleteConnectionAlias::open(&subject(id), world).expect("a form");
            DeleteConnectionAlias::default().plan(&opened, &subject(id), world)
        })
    }

    #[test]
    fn it_says_what_to_do_first() {
        let closed = |snapshot: &_, id: &str| {
            let opened = with_world(snapshot, |world| DeleteConnectionAlias::open(&subject(id), world));
            match opened.err() {
                Some(Closed::Impossible(why)) => why,
                other => panic!("{id}: {other:?}"),
            }
        };
        let known = known();
        let associated = "It is associated with corp.example.com (d-taken). Disassociate it first.";
        assert_eq!(closed(&known, "wsca-desk"), associated);
        assert!(closed(&known, "wsca-lent").ends_with("of account 444455556666, which has to disassociate it first."));
        let shared = "It is shared with account 444455556666. Stop sharing it first.";
        assert_eq!(closed(&dissociated("wsca-lent"), "wsca-lent"), shared);
        assert_eq!(
            closed(&known, "wsca-theirs"),
            "Only its owner can do this, account 444455556666."
        );
        assert!(closed(&known, "wsca-going").starts_with("AWS is deleting it"));
    }

    #[test]
    fn the_record_that_has_to_go_is_in_the_review_and_in_the_log() {
        let alone = plan(&known(), "wsca-free");
        let [note] = alone.notes.as_slice() else {
            panic!("one note: {:?}", alone.notes);
        };
        assert!(note.starts_with("Remove the TXT record at free.example.com"));
        assert!(alone.warnings.contains(note));
        assert_eq!(alone.then.as_deref(), Some("/connection-aliases"));
        assert_eq!(
            alone.confirmation.map(|confirmation| confirmation.text).as_deref(),
            Some("free.example.com")
        );
        let twice = plan(&dissociated("wsca-desk"), "wsca-desk");
        assert!(
            twice
                .notes
                .iter()
                .any(|note| note.ends_with("The string still stands in eu-west-2."))
        );
        assert_eq!(twice.then.as_deref(), Some("/connection-aliases/desk.example.com"));
    }

    #[test]
    fn it_is_gone_when_aws_deletes_it() {
        let plan = plan(&known(), "wsca-free");
        let step = plan.steps.first().expect("a step");
        assert_eq!(step.call.input(), json!({"AliasId": "wsca-free"}));
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
        let call = |id: &str| {
            crate::aws::write::Call::from(workspaces::DeleteConnectionAlias {
                alias_id: id.to_owned(),
            })
        };
        assert_eq!(call("wsca-going").is_in_effect(&step.region, &known()), Some(true));
        assert_eq!(call("wsca-gone").is_in_effect(&step.region, &known()), Some(true));
        let elsewhere: Region = "eu-north-1".parse().expect("a Region");
        assert_eq!(call("wsca-gone").is_in_effect(&elsewhere, &known()), None);
    }
}
