//! The users of an instance, and the indexes by which they are found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::User;
use crate::lag::Collection;

/// The users of an instance.
#[derive(Debug, Default)]
pub struct Users {
    by_id: BTreeMap<String, Arc<User>>,
    by_username: BTreeMap<String, String>,
    by_routing_profile: HashMap<String, BTreeSet<String>>,
    by_security_profile: HashMap<String, BTreeSet<String>>,
    by_hierarchy_group: HashMap<String, BTreeSet<String>>,
}

impl Collection for Users {
    type Item = User;

    fn put(&mut self, user: Arc<User>) {
        self.remove(&user.id);
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

    fn remove(&mut self, id: &str) {
        let Some(user) = self.by_id.remove(id) else { return };
        self.by_username.remove(&user.username.to_lowercase());
        forget(&mut self.by_routing_profile, &user.routing_profile_id, id);
        for profile in &user.security_profile_ids {
            forget(&mut self.by_security_profile, profile, id);
        }
        if let Some(group) = &user.hierarchy_group_id {
            forget(&mut self.by_hierarchy_group, group, id);
        }
    }
}

impl Users {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The user with this id.
    pub fn get(&self, id: &str) -> Option<&User> {
        self.by_id.get(id).map(Arc::as_ref)
    }

    /// In the order of their ids, from where `bounds` begin.
    pub fn range(&self, bounds: (Bound<&str>, Bound<&str>)) -> impl Iterator<Item = &User> {
        self.by_id.range::<str, _>(bounds).map(|(_, user)| user.as_ref())
    }

    /// In the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &User> {
        self.by_id.values().map(Arc::as_ref)
    }

    /// The user with this name, in whatever case.
    pub fn named(&self, username: &str) -> Option<&str> {
        let id = self.by_username.get(&username.to_lowercase());
        id.map(String::as_str)
    }

    /// The ids of the users whose names begin so, in whatever case.
    pub fn whose_name_begins<'a>(&'a self, beginning: &str) -> impl Iterator<Item = &'a str> {
        let beginning = beginning.to_lowercase();
        let from = (Bound::Included(beginning.as_str()), Bound::Unbounded);
        let from = self.by_username.range::<str, _>(from);
        from.take_while(move |(name, _)| name.starts_with(&beginning))
            .map(|(_, id)| id.as_str())
    }

    /// The ids of the users with this routing profile.
    pub fn of_routing_profile(&self, id: &str) -> impl Iterator<Item = &str> {
        noted(&self.by_routing_profile, id)
    }

    /// The ids of the users with this security profile.
    pub fn of_security_profile(&self, id: &str) -> impl Iterator<Item = &str> {
        noted(&self.by_security_profile, id)
    }

    /// Whether the indexes agree with the users.
    #[cfg(test)]
    pub fn is_sound(&self) -> bool {
        let indexed = |user: &User| {
            let id = user.id.as_str();
            let mut profiles = user.security_profile_ids.iter();
            let mut group = user.hierarchy_group_id.iter();
            self.named(&user.username) == Some(id)
                && self.of_routing_profile(&user.routing_profile_id).any(|one| one == id)
                && profiles.all(|profile| self.of_security_profile(profile).any(|one| one == id))
                && group.all(|group| self.of_hierarchy_group(group).any(|one| one == id))
        };
        let entries = |index: &HashMap<String, BTreeSet<String>>| index.values().map(BTreeSet::len).sum::<usize>();
        let profiles = self.all().map(|user| user.security_profile_ids.len()).sum::<usize>();
        let grouped = self.all().filter(|user| user.hierarchy_group_id.is_some()).count();
        self.by_username.len() == self.len()
            && entries(&self.by_routing_profile) == self.len()
            && entries(&self.by_security_profile) == profiles
            && entries(&self.by_hierarchy_group) == grouped
            && self.all().all(indexed)
    }

    /// The ids of the users in this very group.
    pub fn of_hierarchy_group(&self, id: &str) -> impl Iterator<Item = &str> {
        noted(&self.by_hierarchy_group, id)
    }
}

fn note(index: &mut HashMap<String, BTreeSet<String>>, key: &str, id: &str) {
    index.entry(key.to_owned()).or_default().insert(id.to_owned());
}

fn forget(index: &mut HashMap<String, BTreeSet<String>>, key: &str, id: &str) {
    if let Some(ids) = index.get_mut(key) {
        ids.remove(id);
        if ids.is_empty() {
            index.remove(key);
        }
    }
}

fn noted<'a>(index: &'a HashMap<String, BTreeSet<String>>, key: &str) -> impl Iterator<Item = &'a str> {
    index.get(key).into_iter().flatten().map(String::as_str)
}
