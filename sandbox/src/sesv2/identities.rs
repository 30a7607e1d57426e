//! The identities of a Region by name.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::EmailIdentity;
use crate::lag::Collection;

/// The identities of one Region, by their canonical names.
#[derive(Debug, Default)]
pub struct Identities(BTreeMap<String, Arc<EmailIdentity>>);

impl Collection for Identities {
    type Item = EmailIdentity;

    fn put(&mut self, identity: Arc<EmailIdentity>) {
        self.0.insert(identity.name.clone(), identity);
    }

    fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }
}

impl Identities {
    /// The identity with this name.
    pub fn get(&self, name: &str) -> Option<&EmailIdentity> {
        self.0.get(name).map(Arc::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &EmailIdentity> {
        self.0.values().map(Arc::as_ref)
    }

    /// In the order of their names, from where `bounds` begin.
    pub fn range(&self, bounds: (Bound<&str>, Bound<&str>)) -> impl Iterator<Item = &EmailIdentity> {
        self.0.range::<str, _>(bounds).map(|(_, identity)| identity.as_ref())
    }
}
