//! Everything of a user that can be changed but for the settings per channel.

use super::{
    tags,
    user_checks::UserFields,
    user_fields::{Context, SOFT_PHONE},
};
use crate::model::{
    change::{Action, FieldError, Form},
    tag::Tags,
    user::{Contact, User},
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditUser {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Primary email: receives password resets.
    pub email: String,
    /// Where notifications go, when set.
    pub secondary_email: String,
    /// Mobile number, E.164.
    pub mobile: String,
    /// The routing profile's id.
    pub routing_profile: String,
    /// The security profiles' ids.
    pub security_profile: Vec<String>,
    /// The hierarchy group's id; empty for none.
    pub hierarchy_group: String,
    /// `SOFT_PHONE` or `DESK_PHONE`.
    pub phone_type: String,
    /// The desk phone's number, E.164.
    pub desk_phone_number: String,
    /// Whether calls are taken without a click.
    pub auto_accept: bool,
    /// Seconds to wrap up after a contact; 0 is no limit.
    pub after_contact_work_limit: String,
    /// Whether the line stays open between calls.
    pub persistent_connection: bool,
    /// The tags' keys.
    pub tag_key: Vec<String>,
    /// The tags' values.
    pub tag_value: Vec<String>,
}

impl EditUser {
    /// The form for `user` as it is; without what the instance does not let be changed.
    #[must_use]
    pub fn of(user: &User, contact: &Contact, context: &Context) -> Self {
        let offered = |field: &str, text: &Option<String>| {
            let is_offered = context.rule(field).demand != super::user_fields::Demand::NotOffered;
            text.clone().filter(|_| is_offered).unwrap_or_default()
        };
        let (tag_key, tag_value) = tags::to_fields(&user.tags);
        let phone = &user.phone;
        Self {
            first_name: offered("first_name", &user.first_name),
            last_name: offered("last_name", &user.last_name),
            email: offered("email", &contact.email),
            secondary_email: offered("secondary_email", &contact.secondary_email),
            mobile: offered("mobile", &contact.mobile),
            routing_profile: user.routing_profile.clone().unwrap_or_default(),
            security_profile: user.security_profiles.clone(),
            hierarchy_group: user.hierarchy_group.clone().unwrap_or_default(),
            phone_type: phone.phone_type.clone().unwrap_or_else(|| SOFT_PHONE.to_owned()),
            desk_phone_number: phone.desk_phone_number.clone().unwrap_or_default(),
            auto_accept: phone.auto_accept,
            after_contact_work_limit: phone.after_contact_work_limit.to_string(),
            persistent_connection: phone.persistent_connection.unwrap_or_default(),
            tag_key,
            tag_value,
        }
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }

    fn fields(&self) -> UserFields<'_> {
        UserFields {
            first_name: &self.first_name,
            last_name: &self.last_name,
            email: &self.email,
            secondary_email: &self.secondary_email,
            mobile: &self.mobile,
            routing_profile: &self.routing_profile,
            security_profile: &self.security_profile,
            hierarchy_group: &self.hierarchy_group,
            phone_type: &self.phone_type,
            desk_phone_number: &self.desk_phone_number,
            after_contact_work_limit: &self.after_contact_work_limit,
            tag_key: &self.tag_key,
            tag_value: &self.tag_value,
        }
    }
}

impl Form for EditUser {
    const ACTION: Action = Action::EditUser;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("first_name", "First name"),
        ("last_name", "Last name"),
        ("email", "Email"),
        ("secondary_email", "Secondary email"),
        ("mobile", "Mobile"),
        ("routing_profile", "Routing profile"),
        ("security_profile", "Security profiles"),
        ("hierarchy_group", "Hierarchy group"),
        ("phone_type", "Phone type"),
        ("desk_phone_number", "Desk phone number"),
        ("auto_accept", "Auto accept"),
        ("after_contact_work_limit", "After contact work"),
        ("persistent_connection", "Persistent connection"),
        ("tag_key", "Tags"),
        ("tag_value", "Tags"),
    ];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        self.fields().check(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        change::form::{decode, encode},
        forms::user_fields::tests::context,
        instance::IdentityManagement::{self, ConnectManaged, ExistingDirectory, Saml},
    };

    fn form() -> EditUser {
        EditUser {
            first_name: "Zoë".to_owned(),
            last_name: "Åkerström".to_owned(),
            routing_profile: "id-Basic".to_owned(),
            security_profile: vec!["id-Agent".to_owned()],
            phone_type: "SOFT_PHONE".to_owned(),
            after_contact_work_limit: "0".to_owned(),
            ..EditUser::default()
        }
    }

    fn wrong(form: &EditUser, management: IdentityManagement) -> Vec<String> {
        let errors = form.check(&context(management, false));
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_form_goes_through_the_browser_and_back() {
        let form = EditUser {
            security_profile: vec!["a".to_owned(), "b".to_owned()],
            auto_accept: true,
            tag_key: vec!["team".to_owned()],
            tag_value: vec![String::new()],
            ..form()
        };
        assert_eq!(decode::<EditUser>(&encode(&form)), Some(form));
        // A check box that is not checked is not sent.
        assert_eq!(
            decode::<EditUser>("auto_accept=true").map(|form| (form.auto_accept, form.persistent_connection)),
            Some((true, false))
        );
    }

    #[test]
    fn the_identity_management_decides_what_may_be_edited() {
        let none: [&str; 0] = [];
        assert_eq!(wrong(&form(), ConnectManaged), none);
        assert_eq!(wrong(&form(), Saml), none);
        assert_eq!(wrong(&form(), ExistingDirectory), ["first_name", "last_name"]);
        let nameless = EditUser {
            first_name: " ".to_owned(),
            last_name: String::new(),
            ..form()
        };
        assert_eq!(wrong(&nameless, ConnectManaged), ["first_name", "last_name"]);
        assert_eq!(wrong(&nameless, Saml), ["first_name", "last_name"]);
        assert_eq!(wrong(&nameless, ExistingDirectory), none);
        let with_email = |form: EditUser| EditUser {
            email: "zoe@example.com".to_owned(),
            ..form
        };
        assert_eq!(wrong(&with_email(form()), ConnectManaged), none);
        assert_eq!(wrong(&with_email(form()), Saml), ["email"]);
        assert_eq!(wrong(&with_email(nameless), ExistingDirectory), ["email"]);
    }

    #[test]
    fn each_field_has_its_rule() {
        let none: [&str; 0] = [];
        let edit = |change: fn(&mut EditUser)| {
            let mut form = form();
            change(&mut form);
            wrong(&form, ConnectManaged)
        };
        assert_eq!(edit(|form| form.email = "zoe".to_owned()), ["email"]);
        assert_eq!(
            edit(|form| form.secondary_email = "o'z@example.com".to_owned()),
            ["secondary_email"]
        );
        assert_eq!(edit(|form| form.mobile = "07700 900123".to_owned()), ["mobile"]);
        assert_eq!(edit(|form| form.mobile = "+44 7700 900123".to_owned()), none);
        assert_eq!(edit(|form| form.first_name = "n".repeat(256)), ["first_name"]);
        assert_eq!(edit(|form| form.last_name = "n".repeat(257)), ["last_name"]);
        assert_eq!(edit(|form| form.routing_profile.clear()), ["routing_profile"]);
        assert_eq!(
            edit(|form| form.routing_profile = "gone".to_owned()),
            ["routing_profile"]
        );
        assert_eq!(edit(|form| form.security_profile.clear()), ["security_profile"]);
        assert_eq!(
            edit(|form| form.security_profile.push("gone".to_owned())),
            ["security_profile"]
        );
        assert_eq!(
            edit(|form| form.hierarchy_group = "gone".to_owned()),
            ["hierarchy_group"]
        );
        assert_eq!(edit(|form| form.hierarchy_group = "id-North".to_owned()), none);
        assert_eq!(edit(|form| form.phone_type.clear()), ["phone_type"]);
        assert_eq!(
            edit(|form| form.phone_type = "DESK_PHONE".to_owned()),
            ["desk_phone_number"]
        );
        assert_eq!(edit(|form| form.desk_phone_number = "+1415".to_owned()), none);
        assert_eq!(
            edit(|form| form.after_contact_work_limit.clear()),
            ["after_contact_work_limit"]
        );
        assert_eq!(edit(|form| form.tag_key = vec!["aws:x".to_owned()]), ["tag_key.0"]);
        let saml = EditUser {
            last_name: "n".repeat(300),
            ..form()
        };
        assert_eq!(wrong(&saml, Saml), none);
    }

    #[test]
    fn at_most_ten_security_profiles() {
        use crate::model::forms::user_fields::tests::choices;
        let names: Vec<String> = (0..11).map(|n| n.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let context = Context {
            security_profiles: choices(&names),
            ..context(Saml, false)
        };
        let with = |count: usize| EditUser {
            security_profile: names.iter().take(count).map(|name| format!("id-{name}")).collect(),
            ..form()
        };
        assert_eq!(with(10).check(&context), []);
        let message = "Choose at most 10 security profiles.";
        assert_eq!(with(11).check(&context), [FieldError::new("security_profile", message)]);
    }
}
