//! The parts of a user that are changed alike for one and for many: each adds to a plan what it takes, and nothing where nothing
//! would change.

use super::context::{name_of, profile_refusal};
use crate::{
    aws::write::connect::{
        TagResource, UntagResource, UpdateUserHierarchy, UpdateUserRoutingProfile, UpdateUserSecurityProfiles,
    },
    changes::{Plan, Step, TagChanges, World},
};
use app::model::{change::FieldChange, instance::Instance, tag::Tags, user::User};
use std::collections::{BTreeMap, BTreeSet};

/// A user who is changed.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) user: &'a User,
    pub(super) instance: &'a Instance,
}

/// The field that says what a user may do.
pub(in crate::changes) const RIGHTS: &str = "Security profiles";

impl Target<'_> {
    /// Another routing profile.
    pub(super) fn set_routing_profile(&self, plan: &mut Plan, wanted: &str) {
        let names = &self.instance.names.routing_profiles;
        let before = self.user.routing_profile.as_deref();
        if before == Some(wanted) {
            return;
        }
        plan.fields.push(line("Routing profile", names, before, Some(wanted)));
        let call = UpdateUserRoutingProfile {
            instance_id: self.instance.id.clone(),
            user_id: self.user.id.clone(),
            routing_profile_id: wanted.to_owned(),
        };
        plan.steps.push(Step::new(&self.instance.region, call));
    }

    /// Other security profiles. Who may not give one that is new, or take away one that goes, may not do it.
    pub(super) fn set_security_profiles(&self, plan: &mut Plan, wanted: &[String], world: &World<'_>) {
        let before: BTreeSet<&String> = self.user.security_profiles.iter().collect();
        let after: BTreeSet<&String> = wanted.iter().collect();
        if before == after {
            return;
        }
        let listed = |ids: &BTreeSet<&String>| profile_names(self.instance, ids.iter().map(|id| id.as_str()));
        let (shown_before, shown_after) = (listed(&before), listed(&after));
        plan.fields
            .extend(FieldChange::of(RIGHTS, Some(&shown_before), Some(&shown_after)));
        for id in before.symmetric_difference(&after) {
            refuse_profile(plan, self.instance, id, world);
        }
        let call = UpdateUserSecurityProfiles {
            instance_id: self.instance.id.clone(),
            user_id: self.user.id.clone(),
            security_profile_ids: after.into_iter().cloned().collect(),
        };
        let step = Step::new(&self.instance.region, call);
        plan.steps.push(step.noting("Replaces all security profiles."));
    }

    /// Another hierarchy group, or none.
    pub(super) fn set_hierarchy_group(&self, plan: &mut Plan, wanted: Option<&str>) {
        let names = &self.instance.names.hierarchy_groups;
        let before = self.user.hierarchy_group.as_deref();
        if before == wanted {
            return;
        }
        plan.fields.push(line("Hierarchy group", names, before, wanted));
        let call = UpdateUserHierarchy {
            instance_id: self.instance.id.clone(),
            user_id: self.user.id.clone(),
            hierarchy_group_id: wanted.map(str::to_owned),
        };
        let step = Step::new(&self.instance.region, call);
        plan.steps.push(match wanted {
            Some(_) => step,
            None => step.noting("Without a group: the user is in none afterwards."),
        });
    }

    /// Other tags; those that AWS set stay.
    pub(super) fn set_tags(&self, plan: &mut Plan, wanted: &Tags) {
        let changes = TagChanges::between(&self.user.tags, wanted);
        plan.fields.extend(changes.fields(&self.user.tags));
        let (region, resource_arn) = (&self.instance.region, self.user.arn.clone());
        // Those that go make room for those that come: there are 50 at most.
        if !changes.removed.is_empty() {
            let (resource_arn, tag_keys) = (resource_arn.clone(), changes.removed);
            plan.steps
                .push(Step::new(region, UntagResource { resource_arn, tag_keys }));
        }
        if !changes.set.is_empty() {
            let tags = changes.set;
            plan.steps.push(Step::new(region, TagResource { resource_arn, tags }));
        }
    }
}

/// Refuses `plan` where this person may neither give nor take away the security profile, and says which one it is.
pub(super) fn refuse_profile(plan: &mut Plan, instance: &Instance, id: &str, world: &World<'_>) {
    let Some(refusal) = profile_refusal(instance, id, world) else {
        return;
    };
    let name = name_of(&instance.names.security_profiles, id);
    plan.warnings.push(format!(
        "“{name}” is not among the security profiles that operators may give and take away."
    ));
    plan.refusal = plan.refusal.or(Some(refusal));
}

/// Names of security profiles: "Admin, Agent".
pub(super) fn profile_names<'a>(instance: &Instance, ids: impl Iterator<Item = &'a str>) -> String {
    let names: BTreeSet<_> = ids
        .map(|id| name_of(&instance.names.security_profiles, id).to_owned())
        .collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A line by names. Also where both have the same name, they are not the same.
fn line(label: &str, names: &BTreeMap<String, String>, before: Option<&str>, after: Option<&str>) -> FieldChange {
    let shown = |id: Option<&str>| id.map(|id| name_of(names, id).to_owned());
    FieldChange {
        name: label.to_owned(),
        before: shown(before),
        after: shown(after),
    }
}
