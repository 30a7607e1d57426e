//! The end of a user: one call, which nothing undoes.

use super::{context::name_of, find, parts::profile_names, refused};
use crate::{
    aws::write::connect,
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::{
    model::{
        change::{Confirmation, FieldChange, Resource, Subject, form::label},
        forms::{CreateUser, DeleteUser},
        freshness::Kind,
        instance::Instance,
        user::{Contact, User},
    },
    routes,
};
use serde_json::json;

impl Change for DeleteUser {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (user, _) = find(subject, world)?;
        // Without its addresses the file of what it was like would not be whole.
        user.contact.as_ref().ok_or(Closed::NotReadYet)?;
        Ok(Opened {
            name: user.username.clone(),
            context: (),
            now: Self {},
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let resource = Resource {
            kind: Kind::Users,
            subject: subject.clone(),
            name: opened.name.clone(),
        };
        let undo = UndoPlan::Not("AWS can’t bring back a deleted user.".to_owned());
        let title = format!("Delete {}", opened.name);
        let mut plan = Plan::new(title, "Delete user".to_owned(), resource, undo);
        let Ok((user, instance)) = find(subject, world) else {
            return plan;
        };
        plan.fields = lines(user, instance);
        plan.warnings = LOST.map(str::to_owned).into();
        plan.confirmation = Some(Confirmation {
            text: user.username.clone(),
            why: "The username, since this can’t be undone.".to_owned(),
        });
        plan.snapshot = Some(format!("{:#}", snapshot(user, instance)));
        plan.then = Some(routes::list(Kind::Users).to_owned());
        plan.steps.push(step(user, instance));
        plan
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        refused::field_of(operation, code, message)
    }
}

/// Source: <https://docs.aws.amazon.com/connect/latest/adminguide/delete-users.html>
const LOST: [&str; 3] = [
    "Quick connects that lead to this user are orphaned: whoever transfers a call to one of them reaches nobody, and they get in \
     the way of replication by Amazon Connect Global Resiliency. Delete them in Amazon Connect as well.",
    "Contact records, recordings and historical metrics keep the user’s data.",
    "An agent activity audit of this user can no longer be opened.",
];

pub(super) fn step(user: &User, instance: &Instance) -> Step {
    let call = connect::DeleteUser {
        instance_id: instance.id.clone(),
        user_id: user.id.clone(),
    };
    Step::new(&instance.region, call)
}

/// What goes.
fn lines(user: &User, instance: &Instance) -> Vec<FieldChange> {
    let names = &instance.names;
    let Contact {
        email,
        secondary_email,
        mobile,
    } = user.contact.clone().unwrap_or_default();
    let shown = |id: &Option<String>, names| id.as_deref().map(|id| name_of(names, id).to_owned());
    let profiles = user.security_profiles.iter().map(String::as_str);
    let fields = [
        ("username", Some(user.username.clone())),
        ("first_name", user.first_name.clone()),
        ("last_name", user.last_name.clone()),
        ("email", email),
        ("secondary_email", secondary_email),
        ("mobile", mobile),
        ("directory_user_id", user.directory_user_id.clone()),
        ("routing_profile", shown(&user.routing_profile, &names.routing_profiles)),
        ("security_profile", Some(profile_names(instance, profiles))),
        ("hierarchy_group", shown(&user.hierarchy_group, &names.hierarchy_groups)),
        ("phone_type", Some(user.phone.label())),
    ];
    let fields = fields
        .iter()
        .filter_map(|(field, value)| FieldChange::of(label::<CreateUser>(field), value.as_deref(), None));
    let tags = user.tags.iter().map(|(key, value)| FieldChange {
        name: format!("Tag {key}"),
        before: Some(value.clone()),
        after: None,
    });
    fields.chain(tags).collect()
}

/// Everything that is known of the user, with the names that its ids stand for.
pub(in crate::changes) fn snapshot(user: &User, instance: &Instance) -> serde_json::Value {
    let names = &instance.names;
    let profiles = user
        .security_profiles
        .iter()
        .map(|id| (id, name_of(&names.security_profiles, id)));
    json!({
        "instance": { "id": instance.id, "alias": instance.alias, "region": instance.region },
        "user": user,
        "names": {
            "routing_profile": user.routing_profile.as_deref().map(|id| name_of(&names.routing_profiles, id)),
            "security_profiles": profiles.collect::<std::collections::BTreeMap<_, _>>(),
            "hierarchy_group": user.hierarchy_group.as_deref().map(|id| name_of(&names.hierarchy_groups, id)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::users::test_world::{TestWorld, ada, inputs, lines, operations};
    use app::model::{change::Undo, instance::IdentityManagement::ConnectManaged};

    #[test]
    fn what_is_lost_is_told_kept_and_confirmed() {
        let plan = TestWorld::new(ConnectManaged).plan(&ada(), |_: &mut DeleteUser| {});
        assert_eq!(operations(&plan), ["DeleteUser"]);
        assert_eq!(inputs(&plan), [json!({ "InstanceId": "i", "UserId": "u1" })]);
        assert_eq!(plan.confirmation.as_ref().expect("a confirmation").text, "ada");
        assert_eq!(
            plan.undo.to_undo(),
            Undo::Not("AWS can’t bring back a deleted user.".to_owned())
        );
        assert_eq!(plan.then.as_deref(), Some("/users"));
        let lost = lines(&plan);
        for line in [
            "Username: ada → -",
            "Email: ada@example.com → -",
            "Security profiles: Agent → -",
            "Tag team: billing → -",
        ] {
            assert!(lost.iter().any(|one| one == line), "{line}: {lost:?}");
        }
        let file: serde_json::Value = serde_json::from_str(plan.snapshot.as_deref().expect("a file")).expect("JSON");
        assert_eq!(file["user"]["contact"]["email"], "ada@example.com");
        assert_eq!(file["user"]["phone"]["after_contact_work_limit"], 30);
        assert_eq!(file["names"]["security_profiles"]["sp1"], "Agent");
    }

    #[test]
    fn nobody_is_deleted_before_all_is_known_of_them() {
        let world = TestWorld::new(ConnectManaged).with(|user| user.contact = None);
        assert_eq!(world.open::<DeleteUser>(&ada()).err(), Some(Closed::NotReadYet));
    }
}
