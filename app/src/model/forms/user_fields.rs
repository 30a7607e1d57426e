//! What the forms of an Amazon Connect user have to know: what can be chosen, and what the instance's identity management makes of
//! each field.

use crate::model::{instance::IdentityManagement, tag::Tags};
use serde::{Deserialize, Serialize};

/// What the form of a user has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The instance, as people call it.
    pub instance: String,
    /// Who keeps its users' accounts.
    pub identity_management: IdentityManagement,
    /// Whether the user is yet to be created.
    pub is_new: bool,
    /// The routing profiles by name.
    pub routing_profiles: Vec<Choice>,
    /// The security profiles by name.
    pub security_profiles: Vec<Choice>,
    /// The hierarchy groups by name.
    pub hierarchy_groups: Vec<Choice>,
    /// Why this person may not change the primary email of a user.
    pub email_refusal: Option<String>,
    /// Everybody there: none may be called the same, and a new one can take over their settings. A browser gets none where they
    /// are too many to choose from.
    pub usernames: Vec<String>,
    /// The tags that AWS set itself.
    pub aws_tags: Tags,
}

/// Something to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Why this person may neither give it nor take it away.
    pub refusal: Option<String>,
}

/// Whether a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It may be.
    Optional,
    /// It must be.
    Required,
    /// It is not offered: with it, AWS refuses the call.
    NotOffered,
}

/// What the instance makes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether it is filled in.
    pub demand: Demand,
    /// Why, or what it is for; empty where there is nothing to say.
    pub why: &'static str,
}

impl Context {
    /// What the instance makes of `field`: a name of [`CreateUser`](super::CreateUser)'s fields, or `password`.
    /// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>,
    /// <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
    #[must_use]
    pub fn rule(&self, field: &str) -> Rule {
        use Demand::{NotOffered, Optional, Required};
        use IdentityManagement::{ConnectManaged, ExistingDirectory, Saml};
        let (demand, why) = match (field, self.identity_management) {
            ("username", Saml) => (
                Required,
                "As the SAML identity provider sends it: up to 64 letters, digits and _ - . @. It can’t be changed later.",
            ),
            ("username", ConnectManaged | ExistingDirectory) => (
                Required,
                "The name to sign in with, up to 20 characters. It can’t be changed later.",
            ),
            ("password", ConnectManaged) => (
                Required,
                "Amazon Connect keeps the passwords of this instance’s users. It is asked for with the review.",
            ),
            ("password", Saml) => (
                NotOffered,
                "Users of this instance sign in through its SAML identity provider: AWS refuses a password.",
            ),
            ("password", ExistingDirectory) => (
                NotOffered,
                "The directory keeps the passwords of this instance’s users: AWS refuses one here.",
            ),
            ("first_name" | "last_name", ConnectManaged | Saml) => (
                Required,
                "AWS demands first and last name unless a directory keeps them.",
            ),
            ("first_name" | "last_name", ExistingDirectory) if self.is_new => {
                (Optional, "Where it is left empty, the directory’s counts.")
            }
            ("first_name" | "last_name" | "email", ExistingDirectory) if !self.is_new => (
                NotOffered,
                "The directory keeps it, and Amazon Connect can’t change it: change it there.",
            ),
            ("email", Saml) => (
                NotOffered,
                "Users of a SAML instance have no primary email: AWS refuses one. Give a secondary email for notifications.",
            ),
            ("email", ConnectManaged | ExistingDirectory) => (
                Optional,
                "Receives password resets, and every notification unless a secondary email is set.",
            ),
            ("secondary_email", Saml) => (
                Optional,
                "Notifications go here. Without it, none reaches a user of a SAML instance.",
            ),
            ("secondary_email", ConnectManaged | ExistingDirectory) => (
                Optional,
                "When set, every notification except password resets goes here.",
            ),
            ("directory_user_id", ExistingDirectory) => (
                Optional,
                "The account in the directory. AWS demands it where Amazon Connect can’t reach the directory.",
            ),
            ("directory_user_id", ConnectManaged | Saml) => {
                (NotOffered, "No directory keeps the users of this instance.")
            }
            ("routing_profile", _) => (Required, "Which queues and channels contacts come from."),
            ("security_profile", _) => (Required, "What the user may do in Amazon Connect: 1 to 10 of them."),
            ("hierarchy_group", _) => (Optional, "Where the user stands in reports."),
            ("phone_type", _) => (
                Required,
                "Soft phone: calls arrive in the browser. Desk phone: at a number.",
            ),
            ("after_contact_work_limit", _) => (
                Required,
                "Seconds to wrap up before the next contact, up to 2,000,000 (24 days). 0 is no limit.",
            ),
            _ => (Optional, ""),
        };
        Rule { demand, why }
    }

    /// What a choice of `field` is called; the value itself where it is no choice.
    #[must_use]
    pub fn shown(&self, field: &str, value: &str) -> String {
        let choices = match field {
            "routing_profile" => &self.routing_profiles,
            "security_profile" => &self.security_profiles,
            "hierarchy_group" => &self.hierarchy_groups,
            "auto_accept" | "persistent_connection" => return on_off(value == "true").to_owned(),
            "phone_type" => return phone_type_label(value).to_owned(),
            _ => return value.to_owned(),
        };
        name_of(choices, value).to_owned()
    }
}

/// A choice's name; the id where it is none of them.
#[must_use]
pub fn name_of<'a>(choices: &'a [Choice], id: &'a str) -> &'a str {
    choices
        .iter()
        .find(|choice| choice.id == id)
        .map_or(id, |choice| &choice.name)
}

/// "On", "Off".
#[must_use]
pub const fn on_off(is_on: bool) -> &'static str {
    if is_on { "On" } else { "Off" }
}

/// The values of `PhoneType`.
pub const PHONE_TYPES: [&str; 2] = [SOFT_PHONE, DESK_PHONE];
/// Calls arrive in the browser.
pub const SOFT_PHONE: &str = "SOFT_PHONE";
/// Calls arrive at a number.
pub const DESK_PHONE: &str = "DESK_PHONE";

/// "Soft phone", "Desk phone".
#[must_use]
pub fn phone_type_label(phone_type: &str) -> &str {
    match phone_type {
        SOFT_PHONE => "Soft phone",
        DESK_PHONE => "Desk phone",
        other => other,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn choices(names: &[&str]) -> Vec<Choice> {
        let choice = |name: &&str| Choice {
            id: format!("id-{name}"),
            name: (*name).to_owned(),
            refusal: None,
        };
        names.iter().map(choice).collect()
    }

    pub fn context(identity_management: IdentityManagement, is_new: bool) -> Context {
        Context {
            instance: "acme".to_owned(),
            identity_management,
            is_new,
            routing_profiles: choices(&["Basic", "Email"]),
            security_profiles: choices(&["Agent", "Admin"]),
            hierarchy_groups: choices(&["North"]),
            email_refusal: None,
            usernames: Vec::new(),
            aws_tags: Tags::new(),
        }
    }

    #[test]
    fn the_identity_management_decides_what_is_offered() {
        use Demand::{NotOffered, Optional, Required};
        use IdentityManagement::{ConnectManaged, ExistingDirectory, Saml};
        let demands = |management, is_new| {
            [
                "password",
                "first_name",
                "last_name",
                "email",
                "secondary_email",
                "directory_user_id",
            ]
            .map(|field| context(management, is_new).rule(field).demand)
        };
        for (management, expected) in [
            (
                ConnectManaged,
                [Required, Required, Required, Optional, Optional, NotOffered],
            ),
            (Saml, [NotOffered, Required, Required, NotOffered, Optional, NotOffered]),
            (
                ExistingDirectory,
                [NotOffered, Optional, Optional, Optional, Optional, Optional],
            ),
        ] {
            assert_eq!(demands(management, true), expected, "{management:?}");
        }
        let [_, first, last, email, ..] = demands(ExistingDirectory, false);
        assert_eq!([first, last, email], [NotOffered; 3]);
    }

    #[test]
    fn what_is_not_offered_says_why() {
        use IdentityManagement::{ConnectManaged, ExistingDirectory, Saml};
        for management in [ConnectManaged, Saml, ExistingDirectory] {
            for field in ["username", "password", "first_name", "email", "directory_user_id"] {
                assert!(
                    !context(management, true).rule(field).why.is_empty(),
                    "{management:?} {field}"
                );
            }
        }
    }

    #[test]
    fn ids_are_shown_by_name() {
        let context = context(IdentityManagement::Saml, false);
        assert_eq!(context.shown("security_profile", "id-Admin"), "Admin");
        assert_eq!(context.shown("routing_profile", "gone"), "gone");
        assert_eq!(context.shown("phone_type", "DESK_PHONE"), "Desk phone");
        assert_eq!(context.shown("auto_accept", "false"), "Off");
        assert_eq!(context.shown("first_name", "true"), "true");
    }
}
