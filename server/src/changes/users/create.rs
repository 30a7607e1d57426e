//! A new user: one call.

use super::{
    context::{context, no_profile_to_give},
    copy::copy,
    filled,
    identity::NO_NOTIFICATIONS,
    parts::refuse_profile,
    phone::limit,
    refused,
};
use crate::{
    aws::write::{
        SecretInput,
        connect::{self, IdentityInfo, PhoneConfig},
    },
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World, missing},
};
use app::model::{
    access::Permission,
    change::{Action, FieldChange, FieldError, Resource, SecretField, Subject, form, form::label},
    forms::{
        CreateUser, DeleteUser,
        create_user::DOCUMENTED_USERNAME,
        password, phone_number,
        user_checks::{plain, seconds},
        user_fields::{Context, Demand, name_of, on_off, phone_type_label},
    },
    freshness::Kind,
    instance::{IdentityManagement, Instance},
};
use secrecy::ExposeSecret;
use std::collections::BTreeSet;

impl Change for CreateUser {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let instance = world.instance(&subject.parent);
        let instance = instance.ok_or_else(|| missing(world.snapshot, Kind::Users))?;
        let mut context = context(instance, None, world)?;
        // Who may change nothing at the moment is told that, and not what they could give.
        let may_edit = world.access.check(Permission::EditUsers).is_ok();
        if let Some(why) = no_profile_to_give(&context).filter(|_| may_edit) {
            return Err(Closed::Impossible(why));
        }
        context.usernames = usernames(instance, world);
        Ok(Opened {
            name: String::new(),
            context,
            now: Self::new(),
        })
    }

    fn for_browser(mut context: Context) -> Context {
        if context.usernames.len() > MOST_USERNAMES {
            context.usernames.clear();
        }
        context
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let username = self.username.trim().to_owned();
        // What is created has no id yet.
        let subject = Subject::new(&subject.parent, "");
        let undo = UndoPlan::By {
            action: Action::DeleteUser,
            subject: subject.clone(),
            form: form::encode(&DeleteUser {}),
        };
        let title = format!("Create {username}");
        let instance = world.instance(&subject.parent);
        let resource = Resource {
            kind: Kind::Users,
            subject,
            name: username,
        };
        let mut plan = Plan::new(title, "Create user".to_owned(), resource, undo);
        let Some(instance) = instance else {
            return plan;
        };
        let takes_password = opened.context.rule("password").demand == Demand::Required;
        let password = takes_password.then(|| {
            let given = world.secret(SecretField::Password).cloned();
            given.map_or_else(SecretInput::default, SecretInput::given)
        });
        if takes_password {
            plan.secrets.push(SecretField::Password);
        }
        let call = call(self, instance, password);
        plan.fields = lines(&call, &opened.context);
        plan.warnings = warnings(&call, instance);
        for profile in &call.security_profile_ids {
            refuse_profile(&mut plan, instance, profile, world);
        }
        plan.steps.push(Step::new(&instance.region, call));
        plan
    }

    fn fill_in(self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Self {
        copy(self, &opened.context, subject, world).0
    }

    fn not_filled_in(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Vec<FieldError> {
        copy(self.clone(), &opened.context, subject, world).1
    }

    fn shown(field: &str, value: &str, context: &Context) -> String {
        context.shown(field, value)
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        refused::field_of(operation, code, message)
    }

    fn check_secrets(&self, world: &World<'_>) -> Vec<FieldError> {
        let given = world.secret(SecretField::Password);
        let wrong = given.and_then(|given| password::check(given.expose_secret()));
        let error = wrong.map(|message| FieldError::new(SecretField::Password.name(), message));
        error.into_iter().collect()
    }
}

/// So many usernames are sent to a browser to choose from; of more of them, one has to be typed.
const MOST_USERNAMES: usize = 2_000;

fn usernames(instance: &Instance, world: &World<'_>) -> Vec<String> {
    let users = world
        .snapshot
        .users
        .values()
        .filter(|user| user.instance == instance.id);
    let mut usernames: Vec<String> = users.map(|user| user.username.clone()).collect();
    usernames.sort();
    usernames
}

fn call(form: &CreateUser, instance: &Instance, password: Option<SecretInput>) -> connect::CreateUser {
    let text = |text: &str| filled(&plain(text));
    let number = |text: &str| filled(&phone_number::plain(text));
    let profiles: BTreeSet<_> = form.security_profile.iter().cloned().collect();
    connect::CreateUser {
        instance_id: instance.id.clone(),
        username: form.username.trim().to_owned(),
        password,
        identity_info: IdentityInfo {
            first_name: text(&form.first_name),
            last_name: text(&form.last_name),
            email: text(&form.email),
            secondary_email: text(&form.secondary_email),
            mobile: number(&form.mobile),
        },
        phone_config: PhoneConfig {
            phone_type: form.phone_type.clone(),
            auto_accept: form.auto_accept,
            after_contact_work_time_limit: seconds(&form.after_contact_work_limit).unwrap_or_default(),
            desk_phone_number: number(&form.desk_phone_number),
            persistent_connection: form.persistent_connection.then_some(true),
        },
        directory_user_id: text(&form.directory_user_id),
        security_profile_ids: profiles.into_iter().collect(),
        routing_profile_id: form.routing_profile.clone(),
        hierarchy_group_id: filled(&form.hierarchy_group),
        tags: form.tags(),
    }
}

fn lines(call: &connect::CreateUser, context: &Context) -> Vec<FieldChange> {
    let (person, phone) = (&call.identity_info, &call.phone_config);
    let profiles = call
        .security_profile_ids
        .iter()
        .map(|id| name_of(&context.security_profiles, id));
    let group = call.hierarchy_group_id.as_deref();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let persistent = phone.persistent_connection.map(|is_on| on_off(is_on).to_owned());
    let fields = [
        ("username", call.username.clone()),
        ("first_name", text(&person.first_name)),
        ("last_name", text(&person.last_name)),
        ("email", text(&person.email)),
        ("secondary_email", text(&person.secondary_email)),
        ("mobile", text(&person.mobile)),
        ("directory_user_id", text(&call.directory_user_id)),
        (
            "routing_profile",
            name_of(&context.routing_profiles, &call.routing_profile_id).to_owned(),
        ),
        ("security_profile", profiles.collect::<Vec<_>>().join(", ")),
        (
            "hierarchy_group",
            group
                .map(|id| name_of(&context.hierarchy_groups, id).to_owned())
                .unwrap_or_default(),
        ),
        ("phone_type", phone_type_label(&phone.phone_type).to_owned()),
        ("desk_phone_number", text(&phone.desk_phone_number)),
        ("auto_accept", on_off(phone.auto_accept).to_owned()),
        ("after_contact_work_limit", limit(phone.after_contact_work_time_limit)),
        ("persistent_connection", persistent.unwrap_or_default()),
    ];
    let fields = fields
        .iter()
        .filter_map(|(field, value)| FieldChange::of(label::<CreateUser>(field), None, Some(value)));
    let tags = call.tags.iter().map(|(key, value)| FieldChange {
        name: format!("Tag {key}"),
        before: None,
        after: Some(value.clone()),
    });
    fields.chain(tags).collect()
}

fn warnings(call: &connect::CreateUser, instance: &Instance) -> Vec<String> {
    let mut warnings = Vec::new();
    let is_saml = instance.identity_management == IdentityManagement::Saml;
    if !is_saml && call.username.chars().count() > DOCUMENTED_USERNAME {
        warnings.push(format!(
            "AWS’s documentation allows usernames of up to {DOCUMENTED_USERNAME} characters: AWS may refuse this one."
        ));
    }
    // A directory may know an address.
    let is_directory_s = instance.identity_management == IdentityManagement::ExistingDirectory;
    let person = &call.identity_info;
    if person.email.is_none() && person.secondary_email.is_none() && !is_directory_s {
        warnings.push(NO_NOTIFICATIONS.to_owned());
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::users::test_world::{TestWorld, inputs, lines, operations};
    use app::model::{
        access::{Refusal, Role},
        instance::IdentityManagement::{ConnectManaged, ExistingDirectory, Saml},
    };
    use serde_json::json;

    fn acme() -> Subject {
        Subject::new("i", "")
    }

    fn fill(form: &mut CreateUser) {
        form.username = " zoe ".to_owned();
        form.first_name = "Zoe\u{308}".to_owned();
        form.last_name = "Akers".to_owned();
        form.secondary_email = "zoe@home.example".to_owned();
        form.routing_profile = "rp1".to_owned();
        form.security_profile = vec!["sp3".to_owned(), "sp1".to_owned(), "sp1".to_owned()];
        form.tag_key = vec!["team".to_owned(), String::new()];
        form.tag_value = vec!["sales".to_owned(), String::new()];
    }

    #[test]
    fn a_user_is_created_with_one_call() {
        let world = TestWorld::new(ConnectManaged);
        let plan = world.plan(&acme(), fill);
        assert_eq!(operations(&plan), ["CreateUser"]);
        let expected = json!({
            "InstanceId": "i",
            "Username": "zoe",
            "Password": "<secret>",
            "IdentityInfo": { "FirstName": "Zo\u{eb}", "LastName": "Akers", "SecondaryEmail": "zoe@home.example" },
            "PhoneConfig": { "PhoneType": "SOFT_PHONE", "AutoAccept": false, "AfterContactWorkTimeLimit": 0 },
            "SecurityProfileIds": ["sp1", "sp3"],
            "RoutingProfileId": "rp1",
            "Tags": { "team": "sales" },
        });
        assert_eq!(inputs(&plan), [expected]);
        let expected = [
            "Username: - → zoe",
            "First name: - → Zo\u{eb}",
            "Last name: - → Akers",
            "Secondary email: - → zoe@home.example",
            "Routing profile: - → Basic",
            "Security profiles: - → Agent, Supervisor",
            "Phone type: - → Soft phone",
            "Auto accept: - → Off",
            "After contact work: - → No limit",
            "Tag team: - → sales",
        ];
        assert_eq!(lines(&plan), expected);
        assert_eq!(
            (plan.warnings.len(), plan.needs.len(), plan.confirmation, plan.refusal),
            (0, 0, None, None)
        );
        let undo = UndoPlan::By {
            action: Action::DeleteUser,
            subject: acme(),
            form: String::new(),
        };
        assert_eq!((plan.undo, plan.resource.subject, plan.then), (undo, acme(), None));
    }

    #[test]
    fn only_where_amazon_connect_keeps_passwords_is_one_asked_for() {
        for (management, expected) in [
            (ConnectManaged, vec![SecretField::Password]),
            (Saml, vec![]),
            (ExistingDirectory, vec![]),
        ] {
            let plan = TestWorld::new(management).plan(&acme(), fill);
            assert_eq!(inputs(&plan)[0].get("Password").is_some(), !expected.is_empty());
            assert_eq!(plan.secrets, expected, "{management:?}");
        }
    }

    #[test]
    fn a_weak_password_is_refused_before_aws_sees_it() {
        let mut world = TestWorld::new(ConnectManaged);
        let mut wrong = |password: &str| {
            world.secrets.insert(SecretField::Password.name(), password.into());
            let errors = CreateUser::new().check_secrets(&world.world());
            errors.into_iter().map(|error| error.field).collect::<Vec<_>>()
        };
        assert_eq!(wrong("password"), ["password"]);
        assert_eq!(wrong("Passw0rd"), [""; 0]);
    }

    #[test]
    fn what_may_go_wrong_is_told() {
        let warnings = |management, fill_in: fn(&mut CreateUser)| {
            let plan = TestWorld::new(management).plan(&acme(), |form| {
                fill(form);
                fill_in(form);
            });
            plan.warnings.join("\n")
        };
        let long = |form: &mut CreateUser| form.username = "a".repeat(21);
        assert!(warnings(ConnectManaged, long).contains("up to 20 characters"));
        assert_eq!(warnings(Saml, long), "");
        let unreachable = |form: &mut CreateUser| form.secondary_email.clear();
        assert!(warnings(Saml, unreachable).contains("No notification"));
        assert_eq!(warnings(ExistingDirectory, unreachable), "");
    }

    #[test]
    fn an_operator_gives_only_open_security_profiles() {
        let operator = TestWorld::new(Saml).by_role(Role::Operator);
        let refusal = |profile: &str| {
            let plan = operator.plan(&acme(), |form: &mut CreateUser| {
                fill(form);
                form.security_profile = vec![profile.to_owned()];
            });
            (plan.refusal, plan.warnings.join("\n"))
        };
        assert_eq!(refusal("sp1"), (None, String::new()));
        let (refused, why) = refusal("sp2");
        assert_eq!(refused, Some(Refusal::Needs(Role::Admin)));
        assert!(why.contains("“Admin”"), "{why}");
    }

    #[test]
    fn a_browser_gets_no_more_usernames_than_somebody_chooses_from() {
        let opened = TestWorld::new(Saml).open::<CreateUser>(&acme()).expect("a form");
        let few = CreateUser::for_browser(opened.context.clone());
        assert_eq!(few.usernames, opened.context.usernames);
        let mut many = opened.context;
        many.usernames = vec![String::new(); MOST_USERNAMES + 1];
        assert_eq!(CreateUser::for_browser(many).usernames, [""; 0]);
    }

    #[test]
    fn there_is_no_form_for_whoever_may_give_no_profile() {
        let mut world = TestWorld::new(Saml);
        world.open.clear();
        assert!(world.open::<CreateUser>(&acme()).is_ok());
        let closed = world.by_role(Role::Operator).open::<CreateUser>(&acme()).err();
        let Some(Closed::Impossible(why)) = closed else {
            panic!("{closed:?}");
        };
        assert_eq!(
            why,
            "A user has at least one security profile, and you may give none of acme’s. Needs the admin role. Whoever runs Frontdesk sets \
             which profiles operators may give."
        );
    }

    #[test]
    fn there_is_no_form_before_the_profiles_are_read() {
        let mut world = TestWorld::new(Saml);
        let instances = std::sync::Arc::make_mut(&mut world.snapshot.instances);
        instances
            .get_mut("i")
            .expect("the instance")
            .names
            .security_profiles
            .clear();
        assert_eq!(world.open::<CreateUser>(&acme()).err(), Some(Closed::NotReadYet));
        assert_eq!(
            world.open::<CreateUser>(&Subject::default()).err(),
            Some(Closed::NotFound)
        );
    }
}
