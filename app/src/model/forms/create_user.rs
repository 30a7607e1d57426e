//! A new user.

use super::{
    tags,
    unseen::wrong_with_unseen,
    user_checks::{UserFields, check_text, is_email},
    user_fields::{Context, SOFT_PHONE},
};
use crate::model::{
    change::{Action, FieldError, Form},
    instance::IdentityManagement,
    tag::Tags,
    user::User,
};
use serde::{Deserialize, Serialize};

/// The form. The password is asked for with the review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateUser {
    /// The username of a user whose profiles and phone settings are to be taken over; nothing of it is sent to AWS.
    pub copy_from: String,
    /// The name to sign in with.
    pub username: String,
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
    /// The id in the directory that keeps the account.
    pub directory_user_id: String,
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

/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>
const USERNAME: usize = 100;
const SAML_USERNAME: usize = 64;
/// AWS's documentation allows no longer ones where SAML is not used; AWS itself has been seen to.
pub const DOCUMENTED_USERNAME: usize = 20;

impl CreateUser {
    /// As it starts.
    #[must_use]
    pub fn new() -> Self {
        Self {
            phone_type: SOFT_PHONE.to_owned(),
            after_contact_work_limit: "0".to_owned(),
            ..Self::default()
        }
    }

    /// Takes over the profiles and the phone settings of `user`, but for the number of a desk phone, which is one person's. Returns
    /// the names of the security profiles that this person may not give: they are left out.
    pub fn copy_from(&mut self, user: &User, context: &Context) -> Vec<String> {
        let refused = |id: &String| {
            let choice = context.security_profiles.iter().find(|choice| choice.id == *id)?;
            choice.refusal.is_some().then(|| choice.name.clone())
        };
        let given = user.security_profiles.iter().filter(|id| refused(id).is_none());
        self.security_profile = given.cloned().collect();
        self.routing_profile = user.routing_profile.clone().unwrap_or_default();
        self.hierarchy_group = user.hierarchy_group.clone().unwrap_or_default();
        let phone = &user.phone;
        self.phone_type = phone.phone_type.clone().unwrap_or_else(|| SOFT_PHONE.to_owned());
        self.auto_accept = phone.auto_accept;
        self.after_contact_work_limit = phone.after_contact_work_limit.to_string();
        self.persistent_connection = phone.persistent_connection.unwrap_or_default();
        user.security_profiles.iter().filter_map(refused).collect()
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }

    fn check_username(&self, context: &Context) -> Option<FieldError> {
        let wrong = |message: &str| Some(FieldError::new("username", message));
        let username = self.username.trim();
        let is_saml = context.identity_management == IdentityManagement::Saml;
        let length = username.chars().count();
        let may_be_in_it = |c: char| c.is_ascii_alphanumeric() || "_-.@".contains(c);
        if username.is_empty() {
            wrong("Give a username.")
        } else if let Some(unseen) = wrong_with_unseen(username) {
            wrong(&unseen)
        } else if is_saml && length > SAML_USERNAME {
            wrong("Use at most 64 characters.")
        } else if is_saml && !username.chars().all(may_be_in_it) {
            wrong("Use only the letters A–Z, digits and _ - . @.")
        } else if length > USERNAME {
            wrong("Use at most 100 characters.")
        } else if username.contains('@') && !is_email(username) {
            wrong("AWS takes @ only in a whole email address: name@example.com.")
        } else {
            let taken = context.usernames.iter().find(|taken| is_same(taken, username))?;
            wrong(&format!(
                "{} has a user called {taken} already: use another name.",
                context.instance
            ))
        }
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

/// Usernames are unique whatever the case.
fn is_same(one: &str, other: &str) -> bool {
    one.chars()
        .flat_map(char::to_lowercase)
        .eq(other.chars().flat_map(char::to_lowercase))
}

impl Form for CreateUser {
    const ACTION: Action = Action::CreateUser;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("copy_from", "Copy from user"),
        ("username", "Username"),
        ("first_name", "First name"),
        ("last_name", "Last name"),
        ("email", "Email"),
        ("secondary_email", "Secondary email"),
        ("mobile", "Mobile"),
        ("directory_user_id", "Directory user id"),
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
        let mut errors: Vec<_> = self.check_username(context).into_iter().collect();
        errors.extend(self.fields().check(context));
        errors.extend(check_text(
            context,
            "directory_user_id",
            &self.directory_user_id,
            "an id",
        ));
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        change::form::{decode, encode},
        forms::user_fields::tests::context,
        instance::IdentityManagement::{ConnectManaged, ExistingDirectory, Saml},
        user::PhoneConfig,
    };

    fn form() -> CreateUser {
        CreateUser {
            username: "zoe".to_owned(),
            first_name: "Zoë".to_owned(),
            last_name: "Åkerström".to_owned(),
            routing_profile: "id-Basic".to_owned(),
            security_profile: vec!["id-Agent".to_owned()],
            ..CreateUser::new()
        }
    }

    fn wrong(form: &CreateUser, management: IdentityManagement) -> Vec<String> {
        let errors = form.check(&context(management, true));
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_form_goes_through_the_browser_and_back() {
        assert_eq!(decode::<CreateUser>(&encode(&form())), Some(form()));
    }

    #[test]
    fn what_is_required_is_asked_for() {
        let empty = wrong(&CreateUser::new(), ConnectManaged);
        assert_eq!(
            empty,
            [
                "username",
                "first_name",
                "last_name",
                "routing_profile",
                "security_profile"
            ]
        );
        assert_eq!(wrong(&CreateUser::new(), Saml), empty);
        assert_eq!(
            wrong(&CreateUser::new(), ExistingDirectory),
            ["username", "routing_profile", "security_profile"]
        );
    }

    #[test]
    fn what_the_identity_management_forbids_is_refused() {
        let none: [&str; 0] = [];
        let form = CreateUser {
            email: "zoe@example.com".to_owned(),
            directory_user_id: "S-1-5-21".to_owned(),
            ..form()
        };
        assert_eq!(wrong(&form, ConnectManaged), ["directory_user_id"]);
        assert_eq!(wrong(&form, Saml), ["email", "directory_user_id"]);
        assert_eq!(wrong(&form, ExistingDirectory), none);
    }

    #[test]
    fn usernames_depend_on_the_identity_management() {
        let named = |username: &str, management| {
            let form = CreateUser {
                username: username.to_owned(),
                ..form()
            };
            wrong(&form, management).is_empty()
        };
        for (management, username, fits) in [
            (ConnectManaged, "zoë", true),
            // Documented are 20; the review warns of it.
            (ConnectManaged, &"a".repeat(100), true),
            (ConnectManaged, &"a".repeat(101), false),
            (ConnectManaged, "zoe@example", false),
            (ConnectManaged, "zoe@example.com", true),
            (ExistingDirectory, &"a".repeat(101), false),
            (Saml, &"a".repeat(64), true),
            (Saml, &"a".repeat(65), false),
            (Saml, "zoë", false),
            (Saml, "zoe ann", false),
            (Saml, " zoe ", true),
            (Saml, "zoe@example.com", true),
            (Saml, "zoe@example", false),
        ] {
            assert_eq!(named(username, management), fits, "{management:?} {username}");
        }
    }

    #[test]
    fn a_username_is_taken_once() {
        let context = Context {
            usernames: vec!["ada.lovelace".to_owned()],
            ..context(Saml, true)
        };
        let error = |username: &str| {
            let form = CreateUser {
                username: username.to_owned(),
                ..form()
            };
            form.check(&context).pop().map(|error| error.message)
        };
        let taken = error(" Ada.Lovelace ").expect("an error");
        assert!(taken.contains("a user called ada.lovelace already"), "{taken}");
        assert_eq!(error("ada"), None);
    }

    #[test]
    fn profiles_are_taken_over_as_far_as_this_person_may_give_them() {
        let mut context = context(ConnectManaged, true);
        context.security_profiles[1].refusal = Some("Needs the Admin role.".to_owned());
        let user = User {
            instance: "i".to_owned(),
            id: "u".to_owned(),
            arn: String::new(),
            username: "ada".to_owned(),
            first_name: Some("Ada".to_owned()),
            last_name: None,
            directory_user_id: None,
            security_profiles: vec!["id-Agent".to_owned(), "id-Admin".to_owned()],
            routing_profile: Some("id-Email".to_owned()),
            hierarchy_group: Some("id-North".to_owned()),
            phone: PhoneConfig {
                phone_type: Some("DESK_PHONE".to_owned()),
                auto_accept: true,
                after_contact_work_limit: 30,
                desk_phone_number: Some("+14155550100".to_owned()),
                persistent_connection: Some(true),
            },
            channels: Vec::new(),
            tags: Tags::new(),
            last_modified: None,
            last_modified_region: None,
            contact: None,
            described_at: None,
        };
        let mut copy = form();
        assert_eq!(copy.copy_from(&user, &context), ["Admin"]);
        let expected = CreateUser {
            routing_profile: "id-Email".to_owned(),
            hierarchy_group: "id-North".to_owned(),
            phone_type: "DESK_PHONE".to_owned(),
            auto_accept: true,
            after_contact_work_limit: "30".to_owned(),
            persistent_connection: true,
            ..form()
        };
        assert_eq!(copy, expected);
    }
}
