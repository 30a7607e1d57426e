//! The same edit of several users of one instance.

use super::{
    tags::{self, TagFields},
    user_fields,
};
use crate::model::{
    change::{Action, FieldError, Form, Subject, bulk::MOST},
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form. What is empty stays as each user has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkEditUsers {
    /// The users, as `instance/id`.
    pub users: Vec<String>,
    /// The routing profile's id.
    pub routing_profile: String,
    /// What is done with the security profiles: nothing, [`ADD`], [`REMOVE`] or [`REPLACE`].
    pub security_profiles_how: String,
    /// The security profiles' ids.
    pub security_profile: Vec<String>,
    /// The hierarchy group's id, or [`NONE`].
    pub hierarchy_group: String,
    /// Keys of tags to set.
    pub tag_key: Vec<String>,
    /// Their values.
    pub tag_value: Vec<String>,
    /// Keys of tags to take away, separated by commas.
    pub untag: String,
}

/// The security profiles are added to those that users have.
pub const ADD: &str = "add";
/// They are taken away.
pub const REMOVE: &str = "remove";
/// Users have these and no others.
pub const REPLACE: &str = "replace";
/// What is said of a selection of nobody.
pub const NOTHING_SELECTED: &str = "Select users in the list first.";
/// Users are in no hierarchy group.
pub const NONE: &str = "none";

/// A user of a selection.
#[must_use]
pub fn subject_of(user: &str) -> Option<Subject> {
    let (instance, id) = user.split_once('/')?;
    Some(Subject::new(instance, id))
}

/// What is wrong with a selection of users.
#[must_use]
pub fn check_users(users: &[String]) -> Vec<FieldError> {
    let wrong = match users.len() {
        0 => Some(NOTHING_SELECTED.to_owned()),
        count if count > MOST => Some(format!("Select at most {MOST} users at a time: these are {count}.")),
        _ => None,
    };
    wrong.map(|wrong| FieldError::new("users", wrong)).into_iter().collect()
}

impl BulkEditUsers {
    /// The tags to set.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }

    /// The keys of tags to take away.
    pub fn untagged(&self) -> impl Iterator<Item = &str> {
        self.untag.split(',').map(str::trim).filter(|key| !key.is_empty())
    }

    fn changes_nothing(&self) -> bool {
        self.routing_profile.is_empty()
            && self.security_profiles_how.is_empty()
            && self.hierarchy_group.is_empty()
            && self.tags().is_empty()
            && self.untagged().next().is_none()
    }
}

impl Form for BulkEditUsers {
    const ACTION: Action = Action::BulkEditUsers;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("users", "Users"),
        ("routing_profile", "Routing profile"),
        ("security_profiles_how", "Security profiles"),
        ("security_profile", "Which security profiles"),
        ("hierarchy_group", "Hierarchy group"),
        ("tag_key", "Tags"),
        ("tag_value", "Tags"),
        ("untag", "Tags to remove"),
    ];
    type Context = user_fields::Context;

    fn check(&self, _context: &user_fields::Context) -> Vec<FieldError> {
        let mut errors = check_users(&self.users);
        let instance = |user: &String| subject_of(user).map(|subject| subject.parent);
        let first = self.users.first().and_then(instance);
        let elsewhere = self.users.iter().filter(|user| instance(user) != first).count();
        if elsewhere > 0 {
            errors.push(FieldError::new(
                "users",
                format!("{elsewhere} of these are in another instance, with other profiles. Filter the list by instance first."),
            ));
        }
        if self.changes_nothing() {
            errors.push(FieldError::new("routing_profile", "Choose something to change."));
        }
        let chosen = self.security_profile.len();
        if !self.security_profiles_how.is_empty() && chosen == 0 {
            errors.push(FieldError::new(
                "security_profile",
                "Choose at least one security profile.",
            ));
        }
        if chosen > 10 {
            errors.push(FieldError::new(
                "security_profile",
                "A user has at most 10 security profiles.",
            ));
        }
        errors.extend(tags::check(
            &TagFields::connect(&self.tag_key, &self.tag_value),
            &Tags::new(),
        ));
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::forms::user_fields::tests::context;
    use crate::model::instance::IdentityManagement::ConnectManaged;

    fn fields(form: &BulkEditUsers) -> Vec<String> {
        let errors = form.check(&context(ConnectManaged, true));
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn users_of_one_instance_and_something_to_change() {
        let users = |users: &[&str]| users.iter().map(|user| (*user).to_owned()).collect();
        let form = BulkEditUsers {
            users: users(&["i-1/a", "i-1/b"]),
            routing_profile: "r-1".to_owned(),
            ..BulkEditUsers::default()
        };
        assert_eq!(fields(&form), Vec::<String>::new());
        let nothing = BulkEditUsers {
            routing_profile: String::new(),
            ..form.clone()
        };
        assert_eq!(fields(&nothing), ["routing_profile"]);
        let mixed = BulkEditUsers {
            users: users(&["i-1/a", "i-2/b"]),
            ..form.clone()
        };
        assert_eq!(fields(&mixed), ["users"]);
        let no_profile = BulkEditUsers {
            security_profiles_how: REPLACE.to_owned(),
            ..form.clone()
        };
        assert_eq!(fields(&no_profile), ["security_profile"]);
        let nobody = BulkEditUsers {
            users: Vec::new(),
            ..form
        };
        assert_eq!(fields(&nobody), ["users"]);
    }
}
