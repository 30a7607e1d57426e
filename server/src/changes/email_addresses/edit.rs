//! Display name, description and tags of an e-mail address: one call each for texts, tags that go, tags that are set.

use super::find::{address, resource};
use crate::{
    aws::write::connect::{TagResource, UntagResource, UpdateEmailAddressMetadata},
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World},
};
use app::model::{
    change::{Action, FieldChange, Subject, form},
    forms::{EditEmailAddress, edit_email_address::Context, tags},
    freshness::Kind,
};

impl Change for EditEmailAddress {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let address = address(subject, world)?;
        // Without its details nobody knows its tags.
        let details = address.details.as_ref().ok_or(Closed::NotReadYet)?;
        let (tag_key, tag_value) = tags::to_fields(&details.tags);
        Ok(Opened {
            name: address.address.clone(),
            context: Context {
                aws_tags: tags::set_by_aws(&details.tags),
            },
            now: Self {
                display_name: address.display_name.clone().unwrap_or_default(),
                description: address.description.clone().unwrap_or_default(),
                tag_key,
                tag_value,
            },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let resource = resource(&subject.parent, &subject.id, &opened.name);
        let undo = UndoPlan::By {
            action: Action::EditEmailAddress,
            subject: subject.clone(),
            form: form::encode(&opened.now),
        };
        let mut plan = Plan::new(format!("Edit {}", opened.name), "Save".to_owned(), resource, undo);
        let (Ok(address), Some(region)) = (
            address(subject, world),
            world.snapshot.region_of(Kind::EmailAddresses, &subject.parent),
        ) else {
            return plan;
        };
        let now = &opened.now;
        let (display_name, description) = (self.display_name.trim(), self.description.trim());
        let name = FieldChange::of("Display name", Some(&now.display_name), Some(display_name));
        let text = FieldChange::of("Description", Some(&now.description), Some(description));
        if name.is_some() || text.is_some() {
            let call = UpdateEmailAddressMetadata {
                instance_id: subject.parent.clone(),
                email_address_id: subject.id.clone(),
                display_name: display_name.to_owned(),
                description: description.to_owned(),
            };
            plan.steps
                .push(Step::new(&region, call).noting("Replaces display name and description."));
        }
        plan.fields.extend(name.into_iter().chain(text));
        let (before, after) = (now.tags(), self.tags());
        let changes = TagChanges::between(&before, &after);
        plan.fields.extend(changes.fields(&before));
        let resource_arn = address.arn.clone();
        // Those that go make room for those that come: there are 50 at most.
        if !changes.removed.is_empty() {
            let (resource_arn, tag_keys) = (resource_arn.clone(), changes.removed);
            plan.steps
                .push(Step::new(&region, UntagResource { resource_arn, tag_keys }));
        }
        if !changes.set.is_empty() {
            let tags = changes.set;
            plan.steps.push(Step::new(&region, TagResource { resource_arn, tags }));
        }
        plan.submit = plan.save_label();
        plan
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        let is_invalid = matches!(code, "InvalidParameterException" | "InvalidRequestException");
        match operation {
            "UpdateEmailAddressMetadata" if is_invalid && message.contains("DisplayName") => {
                Some(("display_name", "AWS does not take this display name.".to_owned()))
            }
            "UpdateEmailAddressMetadata" if is_invalid && message.contains("Description") => {
                Some(("description", "AWS does not take this description.".to_owned()))
            }
            "TagResource" if is_invalid => Some(("tag_key", "AWS does not take these tags.".to_owned())),
            _ => None,
        }
    }
}
