//! Every Connect instance there is.

use std::collections::{BTreeMap, HashMap};

use super::Instance;
use super::error::Error;
use crate::account::Scope;

/// The instances of every account and Region.
#[derive(Debug, Default)]
pub struct State {
    regions: HashMap<Scope, Region>,
    nothing: Region,
}

/// The instances of one account in one Region, by id.
#[derive(Debug, Default)]
pub struct Region(BTreeMap<String, Instance>);

impl State {
    /// Adds an instance where it belongs.
    pub fn insert(&mut self, scope: Scope, instance: Instance) {
        let region = self.regions.entry(scope).or_default();
        region.0.insert(instance.attributes.id.clone(), instance);
    }

    /// What one account has in one Region, which may be nothing.
    pub fn region(&mut self, scope: &Scope) -> &mut Region {
        self.regions.get_mut(scope).unwrap_or(&mut self.nothing)
    }
}

impl Region {
    /// All of them, by id.
    pub fn all(&self) -> &BTreeMap<String, Instance> {
        &self.0
    }

    /// The instance with this id.
    pub fn get(&self, id: &str) -> Result<&Instance, Error> {
        self.0.get(id).ok_or_else(|| Error::not_found("Instance", id))
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: &str) -> Result<&mut Instance, Error> {
        self.0.get_mut(id).ok_or_else(|| Error::not_found("Instance", id))
    }
}
