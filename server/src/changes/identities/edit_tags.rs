//! An identity's tags: one call for those that are set, one for those that go.

use super::{edit, found};
use crate::{
    aws::write::ses::{Tag, TagResource, UntagResource},
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, World},
};
use app::model::{
    change::Subject,
    forms::{EditIdentityTags, edit_identity_tags::Context, tags},
    identity,
};

impl Change for EditIdentityTags {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found(subject, world)?;
        // Tags go by ARN, and an ARN has the account.
        if world.snapshot.account.is_none() {
            return Err(Closed::NotReadYet);
        }
        let (tag_key, tag_value) = tags::to_fields(&details.tags);
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                aws_tags: tags::set_by_aws(&details.tags),
            },
            now: Self { tag_key, tag_value },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let mut plan = edit("Edit tags of", subject, &opened.now);
        let (Some(region), Some(account)) = (world.region(&subject.parent), &world.snapshot.account) else {
            return plan;
        };
        let before = opened.now.tags();
        let changes = TagChanges::between(&before, &self.tags());
        plan.fields.extend(changes.fields(&before));
        plan.submit = plan.save_label();
        let resource_arn = identity::arn(region, account, &subject.id);
        if !changes.removed.is_empty() {
            let (resource_arn, tag_keys) = (resource_arn.clone(), changes.removed);
            // First, so that there is room for the new ones.
            plan.steps
                .push(Step::new(region, UntagResource { resource_arn, tag_keys }));
        }
        if !changes.set.is_empty() {
            let tags = Tag::list(changes.set);
            plan.steps.push(Step::new(region, TagResource { resource_arn, tags }));
        }
        plan
    }

    fn field_of(_: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        (code == "BadRequestException").then(|| ("tag_key", "AWS does not take these tags.".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, domain_with},
        *,
    };
    use serde_json::json;

    #[test]
    fn what_aws_set_stays() {
        let subject = Subject::new("eu-west-2", "example.com");
        let mut known = Known::of([domain_with("eu-west-2", "example.com", |details| {
            details.tags = [("aws:createdBy", "x"), ("team", "news"), ("old", "")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into();
        })]);
        let opened = EditIdentityTags::open(&subject, &known.world()).expect("a form");
        let form = EditIdentityTags {
            tag_key: vec!["team".to_owned()],
            tag_value: vec!["sales".to_owned()],
        };
        let plan = form.plan(&opened, &subject, &known.world());
        let arn = "arn:aws:ses:eu-west-2:111122223333:identity/example.com";
        let inputs: Vec<_> = plan.steps.iter().map(|step| step.call.input()).collect();
        assert_eq!(
            inputs,
            [
                json!({ "ResourceArn": arn, "TagKeys": ["old"] }),
                json!({ "ResourceArn": arn, "Tags": [{ "Key": "team", "Value": "sales" }] }),
            ]
        );
        assert_eq!(plan.submit, "Save 2 changes");
        known.snapshot.account = None;
        assert_eq!(
            EditIdentityTags::open(&subject, &known.world()).err(),
            Some(Closed::NotReadYet)
        );
    }
}
