//! Up to seven calls on one user, none of which waits for another: each part is saved or not for itself.

use super::{context::context, filled, find, parts::Target, refused};
use crate::changes::{Change, Closed, Opened, Plan, UndoPlan, World};
use app::model::{
    change::{Action, Resource, Subject, form},
    forms::{EditUser, user_fields::Context},
    freshness::Kind,
};

impl Change for EditUser {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (user, instance) = find(subject, world)?;
        // Without its addresses an edit would clear them.
        let contact = user.contact.as_ref().ok_or(Closed::NotReadYet)?;
        let context = context(instance, Some(user), world)?;
        Ok(Opened {
            name: user.username.clone(),
            now: Self::of(user, contact, &context),
            context,
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let resource = Resource {
            kind: Kind::Users,
            subject: subject.clone(),
            name: opened.name.clone(),
        };
        let undo = UndoPlan::By {
            action: Action::EditUser,
            subject: subject.clone(),
            form: form::encode(&opened.now),
        };
        let mut plan = Plan::new(format!("Edit {}", opened.name), "Save".to_owned(), resource, undo);
        let Ok((user, instance)) = find(subject, world) else {
            return plan;
        };
        let target = Target { user, instance };
        target.set_identity(&mut plan, self, &opened.now);
        target.set_phone(&mut plan, self, &opened.now);
        target.set_routing_profile(&mut plan, &self.routing_profile);
        target.set_security_profiles(&mut plan, &self.security_profile, world);
        target.set_hierarchy_group(&mut plan, filled(&self.hierarchy_group).as_deref());
        target.set_tags(&mut plan, &self.tags());
        plan.submit = plan.save_label();
        plan
    }

    fn shown(field: &str, value: &str, context: &Context) -> String {
        context.shown(field, value)
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        refused::field_of(operation, code, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::{
        AnyChange, Of,
        users::test_world::{TestWorld, ada, inputs, lines, operations},
    };
    use app::model::{
        access::{Permission, Refusal, Role},
        instance::IdentityManagement::{self, ConnectManaged, ExistingDirectory, Saml},
        user::ChannelConfig,
    };
    use serde_json::json;

    fn plan(world: &TestWorld, fill: impl FnOnce(&mut EditUser)) -> Plan {
        world.plan(&ada(), fill)
    }

    fn admin_s(management: IdentityManagement) -> TestWorld {
        TestWorld::new(management)
    }

    #[test]
    fn what_nobody_touched_takes_no_call() {
        for management in [ConnectManaged, Saml, ExistingDirectory] {
            let plan = plan(&admin_s(management), |_| {});
            assert_eq!((operations(&plan), lines(&plan)), (vec![], vec![]), "{management:?}");
        }
    }

    #[test]
    fn each_part_takes_its_own_call() {
        let one = |fill: fn(&mut EditUser)| {
            let plan = plan(&admin_s(ConnectManaged), fill);
            assert_eq!((plan.needs.len(), &plan.confirmation, plan.refusal), (0, &None, None));
            let [step] = plan.steps.as_slice() else {
                panic!("{:?}", plan.steps);
            };
            (step.call.operation(), lines(&plan).join("; "))
        };
        let names = |form: &mut EditUser| form.last_name = " King ".to_owned();
        assert_eq!(
            one(names),
            ("UpdateUserIdentityInfo", "Last name: Lovelace → King".to_owned())
        );
        let phone = |form: &mut EditUser| form.after_contact_work_limit = "0".to_owned();
        assert_eq!(
            one(phone),
            (
                "UpdateUserPhoneConfig",
                "After contact work: 30 s → No limit".to_owned()
            )
        );
        let routing = |form: &mut EditUser| form.routing_profile = "rp2".to_owned();
        assert_eq!(
            one(routing),
            ("UpdateUserRoutingProfile", "Routing profile: Basic → Email".to_owned())
        );
        let security = |form: &mut EditUser| form.security_profile.push("sp3".to_owned());
        assert_eq!(
            one(security),
            (
                "UpdateUserSecurityProfiles",
                "Security profiles: Agent → Agent, Supervisor".to_owned()
            )
        );
        let hierarchy = |form: &mut EditUser| form.hierarchy_group.clear();
        assert_eq!(
            one(hierarchy),
            ("UpdateUserHierarchy", "Hierarchy group: North → -".to_owned())
        );
        let tag = |form: &mut EditUser| form.tag_value = vec!["sales".to_owned()];
        assert_eq!(one(tag), ("TagResource", "Tag team: billing → sales".to_owned()));
        let untag = |form: &mut EditUser| form.tag_key.clear();
        assert_eq!(one(untag), ("UntagResource", "Tag team: billing → -".to_owned()));
    }

    #[test]
    fn a_full_edit_takes_seven_calls_none_of_which_waits_for_another() {
        let plan = plan(&admin_s(ConnectManaged), |form| {
            form.first_name = "Augusta".to_owned();
            form.auto_accept = false;
            form.routing_profile = "rp2".to_owned();
            form.security_profile = vec!["sp3".to_owned()];
            form.hierarchy_group.clear();
            form.tag_key = vec!["shift".to_owned()];
            form.tag_value = vec!["early".to_owned()];
        });
        let expected = [
            "UpdateUserIdentityInfo",
            "UpdateUserPhoneConfig",
            "UpdateUserRoutingProfile",
            "UpdateUserSecurityProfiles",
            "UpdateUserHierarchy",
            "UntagResource",
            "TagResource",
        ];
        assert_eq!(operations(&plan), expected);
        assert_eq!(plan.submit, "Save 7 changes");
        let all = inputs(&plan);
        assert_eq!(all[4], json!({ "InstanceId": "i", "UserId": "u1" }));
        // What AWS set stays.
        assert_eq!(all[5]["tagKeys"], json!(["team"]));
    }

    #[test]
    fn identity_info_is_sent_whole_as_the_instance_allows() {
        let sent = |management| {
            let plan = plan(&admin_s(management), |form| form.mobile = "+44 7700 900123".to_owned());
            inputs(&plan)[0]["IdentityInfo"].clone()
        };
        let (mobile, secondary) = ("+447700900123", "ada@home.example");
        assert_eq!(
            sent(ConnectManaged),
            json!({ "FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com", "SecondaryEmail": secondary, "Mobile": mobile })
        );
        assert_eq!(
            sent(Saml),
            json!({ "FirstName": "Ada", "LastName": "Lovelace", "SecondaryEmail": secondary, "Mobile": mobile })
        );
        assert_eq!(
            sent(ExistingDirectory),
            json!({ "SecondaryEmail": secondary, "Mobile": mobile })
        );
    }

    #[test]
    fn the_phone_is_sent_whole() {
        let plan = plan(&admin_s(ConnectManaged), |form| {
            form.phone_type = "DESK_PHONE".to_owned();
            form.desk_phone_number = "+1 415-555-0100".to_owned();
        });
        assert_eq!(
            lines(&plan),
            [
                "Phone type: Soft phone → Desk phone",
                "Desk phone number: - → +14155550100"
            ]
        );
        let expected = json!({
            "PhoneType": "DESK_PHONE",
            "AutoAccept": true,
            "AfterContactWorkTimeLimit": 30,
            "DeskPhoneNumber": "+14155550100",
            "PersistentConnection": true,
        });
        assert_eq!(inputs(&plan)[0]["PhoneConfig"], expected);
    }

    #[test]
    fn settings_per_channel_that_a_phone_call_overrides_are_told() {
        let world = admin_s(ConnectManaged).with(|user| {
            user.channels = vec![ChannelConfig {
                channel: "CHAT".to_owned(),
                ..ChannelConfig::default()
            }];
        });
        let warnings = plan(&world, |form| form.auto_accept = false).warnings;
        assert!(warnings.iter().any(|warning| warning.contains("CHAT")), "{warnings:?}");
        assert_eq!(plan(&world, |form| form.mobile = "+4412".to_owned()).warnings, [""; 0]);
    }

    #[test]
    fn another_email_is_marked_for_what_it_is() {
        let plan = plan(&admin_s(ConnectManaged), |form| {
            form.email = "eve@example.com".to_owned();
        });
        assert_eq!(plan.needs, [Permission::ChangePrimaryEmail]);
        assert_eq!(plan.confirmation.expect("a confirmation").text, "eve@example.com");
        assert!(
            plan.warnings[0].contains("eve@example.com can reset ada’s password"),
            "{:?}",
            plan.warnings
        );
        assert!(
            plan.notes[0].contains("was ada@example.com, becomes eve@example.com"),
            "{:?}",
            plan.notes
        );
    }

    #[test]
    fn an_email_that_goes_or_comes_counts_as_another() {
        let goes = plan(&admin_s(ConnectManaged), |form| {
            form.email.clear();
            form.secondary_email.clear();
        });
        assert_eq!(goes.confirmation.expect("a confirmation").text, "ada");
        assert!(
            goes.warnings
                .iter()
                .any(|warning| warning.starts_with("No notification")),
            "{:?}",
            goes.warnings
        );
        let without = admin_s(ConnectManaged).with(|user| user.contact = Some(app::model::user::Contact::default()));
        let comes = plan(&without, |form| form.email = "ada@example.com".to_owned());
        assert_eq!(comes.needs, [Permission::ChangePrimaryEmail]);
        let secondary = plan(&admin_s(ConnectManaged), |form| {
            form.secondary_email = "a@b.de".to_owned();
        });
        assert_eq!((secondary.needs.len(), secondary.confirmation), (0, None));
    }

    #[test]
    fn an_operator_gives_and_takes_away_only_open_security_profiles() {
        let operator = || admin_s(ConnectManaged).by_role(Role::Operator);
        let refused = |world: &TestWorld, wanted: &[&str]| {
            let wanted = wanted.iter().map(|id| (*id).to_owned()).collect();
            plan(world, |form| form.security_profile = wanted).refusal
        };
        let needs_admin = Some(Refusal::Needs(Role::Admin));
        assert_eq!(refused(&operator(), &["sp1", "sp3"]), None);
        assert_eq!(refused(&operator(), &["sp3"]), None);
        assert_eq!(refused(&operator(), &["sp1", "sp2"]), needs_admin);
        let of_admin = operator().with(|user| user.security_profiles.push("sp2".to_owned()));
        assert_eq!(refused(&of_admin, &["sp1"]), needs_admin);
        // What stays is neither given nor taken away.
        assert_eq!(refused(&of_admin, &["sp2", "sp1", "sp3"]), None);
        assert_eq!(refused(&admin_s(ConnectManaged), &["sp2"]), None);
        // Nobody knows what a profile without a name allows.
        let unlisted = operator().with(|user| user.security_profiles.push("gone".to_owned()));
        assert_eq!(refused(&unlisted, &["sp1"]), needs_admin);
    }

    #[test]
    fn the_form_marks_what_this_person_may_not_do() {
        let world = admin_s(ConnectManaged).by_role(Role::Operator);
        let context = world.open::<EditUser>(&ada()).expect("a form").context;
        let marked: Vec<_> = context
            .security_profiles
            .iter()
            .map(|one| (one.name.as_str(), one.refusal.as_deref()))
            .collect();
        assert_eq!(
            marked,
            [
                ("Admin", Some("Needs the admin role.")),
                ("Agent", None),
                ("Supervisor", None)
            ]
        );
        assert_eq!(context.email_refusal.as_deref(), Some("Needs the admin role."));
        let context = admin_s(ConnectManaged)
            .open::<EditUser>(&ada())
            .expect("a form")
            .context;
        assert_eq!(context.email_refusal, None);
    }

    #[test]
    fn undoing_is_the_form_as_it_was() {
        let world = admin_s(ConnectManaged);
        let before = world.open::<EditUser>(&ada()).expect("a form").now;
        let plan = plan(&world, |form| form.last_name = "King".to_owned());
        let expected = UndoPlan::By {
            action: Action::EditUser,
            subject: ada(),
            form: form::encode(&before),
        };
        assert_eq!(plan.undo, expected);
    }

    #[test]
    fn without_the_addresses_there_is_no_form() {
        let world = admin_s(ConnectManaged).with(|user| user.contact = None);
        assert_eq!(world.open::<EditUser>(&ada()).err(), Some(Closed::NotReadYet));
        let nobody = Subject::new("i", "nobody");
        assert_eq!(world.open::<EditUser>(&nobody).err(), Some(Closed::NotFound));
    }

    #[test]
    fn conflicts_are_told_by_name() {
        let world = admin_s(ConnectManaged);
        let opened = world.open::<EditUser>(&ada()).expect("a form").now;
        let mine = EditUser {
            routing_profile: "rp2".to_owned(),
            security_profile: vec!["sp1".to_owned(), "sp3".to_owned()],
            auto_accept: false,
            ..opened.clone()
        };
        let world = world.with(|user| {
            user.security_profiles = vec!["sp2".to_owned()];
            user.last_name = Some("King".to_owned());
        });
        let change = Of::<EditUser>::NEW;
        let conflicts = change.conflicts(&form::encode(&opened), &form::encode(&mine), &ada(), &world.world());
        let conflicts: Vec<_> = conflicts
            .expect("a form")
            .into_iter()
            .map(|one| (one.label, one.opened, one.now, one.mine))
            .collect();
        let expected = [
            ("Last name", "Lovelace", "King", "Lovelace"),
            ("Security profiles", "Agent", "Admin", "Agent, Supervisor"),
        ];
        assert_eq!(
            conflicts,
            expected.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned()))
        );
    }
}
