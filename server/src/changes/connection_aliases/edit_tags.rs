//! The tags of an alias: a call for those that are set, a call for those that go.

use super::find::{own_alias, resource};
use crate::{
    aws::write::workspaces::{CreateTags, DeleteTags, Tag},
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World},
};
use app::model::{
    change::{Action, Subject, form},
    forms::{EditConnectionAliasTags, edit_connection_alias_tags::Context, tags},
    freshness::Kind,
};

impl Change for EditConnectionAliasTags {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let alias = own_alias(subject, world)?;
        let known = alias.tags.as_ref().ok_or(Closed::NotReadYet)?;
        let (tag_key, tag_value) = tags::to_fields(known);
        Ok(Opened {
            name: alias.connection_string.clone(),
            context: Context {
                aws_tags: tags::set_by_aws(known),
            },
            now: Self { tag_key, tag_value },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let undo = UndoPlan::By {
            action: Action::EditConnectionAliasTags,
            subject: subject.clone(),
            form: form::encode(&opened.now),
        };
        let title = format!("Edit tags of {} in {}", opened.name, subject.parent);
        let mut plan = Plan::new(title, "Save".to_owned(), resource(subject, &opened.name), undo);
        let Some(region) = world.snapshot.region_of(Kind::ConnectionAliases, &subject.parent) else {
            return plan;
        };
        let (before, after) = (opened.now.tags(), self.tags());
        let changes = TagChanges::between(&before, &after);
        plan.fields.extend(changes.fields(&before));
        let resource_id = subject.id.clone();
        // Those that go make room for those that come: there are 50 at most.
        if !changes.removed.is_empty() {
            let (resource_id, tag_keys) = (resource_id.clone(), changes.removed);
            plan.steps
                .push(Step::new(&region, DeleteTags { resource_id, tag_keys }));
        }
        if !changes.set.is_empty() {
            let tags = Tag::list(&changes.set);
            plan.steps.push(Step::new(&region, CreateTags { resource_id, tags }));
        }
        plan.submit = plan.save_label();
        plan
    }

    fn field_of(_: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        let text = match code {
            "InvalidParameterValuesException" => "AWS does not take these tags.",
            "ResourceLimitExceededException" => "There are more tags than AWS allows.",
            _ => return None,
        };
        Some(("tag_key", text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{known, subject, with_world};

    fn plan(keys: &[&str], values: &[&str]) -> Plan {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let form = EditConnectionAliasTags {
            tag_key: texts(keys),
            tag_value: texts(values),
        };
        with_world(&known(), |world| {
            let opened = EditConnectionAliasTags::open(&subject("wsca-desk"), world).expect("a form");
            form.plan(&opened, &subject("wsca-desk"), world)
        })
    }

    #[test]
    fn only_what_differs_is_set_and_taken_away() {
        let plan = plan(&["stage", "shift"], &["live", "early"]);
        let inputs: Vec<_> = plan.steps.iter().map(|step| step.call.input()).collect();
        let gone = serde_json::json!({"ResourceId": "wsca-desk", "TagKeys": ["team"]});
        let set = serde_json::json!({"ResourceId": "wsca-desk", "Tags": [{"Key": "shift", "Value": "early"}]});
        assert_eq!(inputs, [gone, set]);
        assert_eq!(plan.submit, "Save 2 changes");
        for step in &plan.steps {
            assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
        }
    }

    #[test]
    fn aws_s_own_tags_stay_and_nothing_new_is_no_call() {
        assert_eq!(plan(&["team", "stage"], &["desk", "live"]).steps, []);
    }

    #[test]
    fn the_owner_alone_sees_tags() {
        let closed = with_world(&known(), |world| {
            EditConnectionAliasTags::open(&subject("wsca-theirs"), world)
        })
        .err();
        assert!(matches!(closed, Some(Closed::Impossible(why)) if why.contains("Only its owner")));
    }
}
