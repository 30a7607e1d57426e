//! The users of an instance, and the indexes by which they are found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use super::User;

/// The users of an instance.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "each is the same users by another key")]
pub struct Users {
    by_id: BTreeMap<String, User>,
    by_username: HashMap<String, String>,
    by_routing_profile: HashMap<String, BTreeSet<String>>,
    by_security_profile: HashMap<String, BTreeSet<String>>,
    by_hierarchy_group: HashMap<String, BTreeSet<String>>,
}

impl Users {
    /// Adds a user, whose id and username are new.
    pub fn insert(&mut self, user: User) {
        let id = &user.id;
        self.by_username.insert(user.username.to_lowercase(), id.clone());
        note(&mut self.by_routing_profile, &user.routing_profile_id, id);
        for profile in &user.security_profile_ids {
            note(&mut self.by_security_profile, profile, id);
        }
        if let Some(group) = &user.hierarchy_group_id {
            note(&mut self.by_hierarchy_group, group, id);
        }
        self.by_id.insert(id.clone(), user);
    }

    /// The user with this id.
    pub fn get(&self, id: &str) -> Option<&User> {
        self.by_id.get(id)
    }

    /// In the order of their ids, from where `bounds` begin.
    pub fn range(&self, bounds: (Bound<&str>, Bound<&str>)) -> impl Iterator<Item = &User> {
        self.by_id.range::<str, _>(bounds).map(|(_, user)| user)
    }

    /// In the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &User> {
        self.by_id.values()
    }

    /// The user with this name, in whatever case.
    pub fn named(&self, username: &str) -> Option<&str> {
        let id = self.by_username.get(&username.to_lowercase());
        id.map(String::as_str)
    }

    /// The ids of the users with this routing profile.
    pub fn of_routing_profile(&self, id: &str) -> impl Iterator<Item = &str> {
        noted(&self.by_routing_profile, id)
    }

    /// The ids of the users with this security profile.
    pub fn of_security_profile(&self, id: &str) -> impl Iterator<Item = &str> {
        noted(&self.by_security_profile, id)
    }

    /// The ids of the users in this very group.
    pub fn of_hierarchy_group(&self, id: &str) -> impl Iterator<Item = &str> {
        noted(&self.by_hierarchy_group, id)
    }
}

fn note(index: &mut HashMap<String, BTreeSet<String>>, key: &str, id: &str) {
    index.entry(key.to_owned()).or_default().insert(id.to_owned());
}

fn noted<'a>(index: &'a HashMap<String, BTreeSet<String>>, key: &str) -> impl Iterator<Item = &'a str> {
    index.get(key).into_iter().flatten().map(String::as_str)
}
