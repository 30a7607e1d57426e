//! A new connection string: one call in each Region, none of which depends on another.

use super::find::{own_account, resource};
use crate::{
    aws::write::workspaces::{self, Tag},
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World},
};
use app::model::{
    change::{Confirmation, FieldChange, Subject},
    connection_alias::{AliasState, ConnectionAlias},
    forms::{
        CreateConnectionAlias,
        create_connection_alias::{Context, Existing, RegionChoice},
    },
    region::Region,
    tag::Tags,
};
use std::sync::Arc;

/// Connection aliases of an account in a Region, unless AWS raised that.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html>
const QUOTA: usize = 20;

/// From here on the review says how many there are.
const NEAR_QUOTA: usize = 18;

impl Change for CreateConnectionAlias {
    fn open(_: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let account = own_account(world)?;
        let existing = |alias: &Arc<ConnectionAlias>| Existing {
            connection_string: alias.connection_string.clone(),
            other_owner: (alias.owner_account != account).then(|| alias.owner_account.clone()),
            is_going: alias.alias_state() == AliasState::Deleting,
        };
        let choice = |region: &Region| {
            let here = world
                .snapshot
                .connection_aliases
                .values()
                .filter(|alias| alias.region == *region);
            RegionChoice {
                region: region.clone(),
                aliases: here.map(existing).collect(),
            }
        };
        Ok(Opened {
            name: String::new(),
            context: Context {
                regions: world.snapshot.regions.iter().map(choice).collect(),
            },
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, _: &Subject, _: &World<'_>) -> Plan {
        let string = self.connection_string();
        let regions = self.new_regions(&opened.context);
        let first = regions.first().map_or_else(String::new, ToString::to_string);
        let undo = UndoPlan::Not(format!(
            "The connection alias can be deleted, but {string} stays reserved to this account, for ever."
        ));
        let resource = resource(&Subject::new(first, ""), string);
        let submit = match regions.len() {
            1 => "Create connection alias".to_owned(),
            count => format!("Create {count} connection aliases"),
        };
        let mut plan = Plan::new(format!("Create {string}"), submit, resource, undo);
        let (tags, nothing) = (self.tags(), Tags::new());
        let names: Vec<&str> = regions.iter().map(|region| region.as_str()).collect();
        plan.fields
            .extend(FieldChange::of("Connection string", None, Some(string)));
        plan.fields
            .extend(FieldChange::of("Regions", None, Some(&names.join(", "))));
        plan.fields
            .extend(TagChanges::between(&nothing, &tags).fields(&nothing));
        plan.warnings = warnings(self, &opened.context);
        plan.confirmation = Some(Confirmation {
            text: string.to_owned(),
            why: "It is reserved for ever, also if it is misspelled. Type the connection string to go on.".to_owned(),
        });
        plan.then = Some(app::routes::connection_alias(string));
        let call = workspaces::CreateConnectionAlias {
            connection_string: string.to_owned(),
            tags: Tag::list(&tags),
        };
        plan.steps = regions
            .into_iter()
            .map(|region| Step::new(region, call.clone()))
            .collect();
        plan
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        if operation != "CreateConnectionAlias" {
            return None;
        }
        let (field, text) = match code {
            "ResourceAlreadyExistsException" if message.contains("another account") => (
                "connection_string",
                "This string is reserved to another account, for ever.",
            ),
            "ResourceAlreadyExistsException" => (
                "connection_string",
                "This string is there already, or reserved to another account.",
            ),
            "ResourceLimitExceededException" if message.to_lowercase().contains("tag") => {
                ("tag_key", "There are more tags than AWS allows.")
            }
            "ResourceLimitExceededException" => (
                "regions",
                "One of the Regions has as many connection aliases as AWS allows.",
            ),
            "InvalidParameterValuesException" if message.contains("Tag") => {
                ("tag_key", "AWS does not take these tags.")
            }
            "InvalidParameterValuesException" => ("connection_string", "AWS does not take this connection string."),
            _ => return None,
        };
        Some((field, text.to_owned()))
    }
}

/// Source: <https://docs.aws.amazon.com/workspaces/latest/adminguide/cross-region-redirection.html>
fn warnings(form: &CreateConnectionAlias, context: &Context) -> Vec<String> {
    let string = form.connection_string();
    let mut warnings = vec![format!(
        "{string} is reserved to this account for ever, in every Region: no other account can ever have it, even after \
             the connection alias is deleted. Use only a domain name that is yours."
    )];
    for choice in context.regions.iter().filter(|choice| form.is_chosen(choice)) {
        if let Some(why) = choice.why_not(string) {
            warnings.push(format!("Nothing is done in {}: {why}.", choice.region));
            continue;
        }
        let count = choice
            .aliases
            .iter()
            .filter(|alias| alias.other_owner.is_none())
            .count();
        if count >= NEAR_QUOTA {
            warnings.push(format!(
                "{} has {count} connection aliases; AWS allows {QUOTA}, unless it has raised that for you.",
                choice.region
            ));
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{known, with_world};
    use app::model::change::Form;

    fn plan(connection_string: &str, regions: &[&str]) -> Plan {
        let form = CreateConnectionAlias {
            connection_string: connection_string.to_owned(),
            regions: regions.iter().map(|region| (*region).to_owned()).collect(),
            tag_key: vec!["team".to_owned()],
            tag_value: vec!["desk".to_owned()],
        };
        with_world(&known(), |world| {
            let opened = CreateConnectionAlias::open(&Subject::default(), world).expect("a form");
            assert_eq!(form.check(&opened.context), []);
            form.plan(&opened, &Subject::default(), world)
        })
    }

    #[test]
    fn each_region_has_a_call_of_its_own() {
        let plan = plan(" brand-new.example.com ", &["eu-west-2", "us-east-1"]);
        let regions: Vec<&str> = plan.steps.iter().map(|step| step.region.as_str()).collect();
        assert_eq!(regions, ["us-east-1", "eu-west-2"]);
        let input = serde_json::json!({
            "ConnectionString": "brand-new.example.com",
            "Tags": [{ "Key": "team", "Value": "desk" }],
        });
        for step in &plan.steps {
            assert_eq!(step.call.input(), input);
            assert!(!step.call.takes_client_token());
            assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
        }
        assert_eq!(plan.submit, "Create 2 connection aliases");
        assert_eq!(plan.resource.subject, Subject::new("us-east-1", ""));
        assert_eq!(plan.then.as_deref(), Some("/connection-aliases/brand-new.example.com"));
    }

    #[test]
    fn it_is_typed_because_it_is_for_ever() {
        let plan = plan("brand-new.example.com", &["us-east-1"]);
        assert_eq!(
            plan.confirmation.map(|confirmation| confirmation.text).as_deref(),
            Some("brand-new.example.com")
        );
        assert!(
            plan.warnings
                .iter()
                .any(|text| text.contains("reserved to this account for ever, in every Region"))
        );
        assert!(matches!(plan.undo, UndoPlan::Not(_)));
    }

    #[test]
    fn a_region_that_has_it_already_is_left_alone() {
        let plan = plan("DESK.example.com", &["us-east-1", "eu-west-2", "ap-southeast-2"]);
        let regions: Vec<&str> = plan.steps.iter().map(|step| step.region.as_str()).collect();
        assert_eq!(regions, ["ap-southeast-2"]);
        assert!(
            plan.warnings
                .contains(&"Nothing is done in us-east-1: it is there already.".to_owned())
        );
    }

    #[test]
    fn nobody_knows_whose_a_string_is_before_the_account_is_known() {
        let mut snapshot = known();
        snapshot.account = None;
        let closed = with_world(&snapshot, |world| {
            CreateConnectionAlias::open(&Subject::default(), world)
        });
        assert_eq!(closed.err(), Some(Closed::NotReadYet));
    }
}
