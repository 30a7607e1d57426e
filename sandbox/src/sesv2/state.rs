//! What SES knows, by account and Region.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{AccountAttributes, EmailIdentity};
use crate::account::Scope;

/// SES in every account and Region.
#[derive(Debug, Default)]
pub struct State {
    regions: HashMap<Scope, Region>,
    nothing: Region,
}

/// SES in one Region of one account.
#[derive(Debug, Default)]
pub struct Region {
    /// Domains and addresses, by name.
    pub identities: BTreeMap<String, EmailIdentity>,
    /// The names of the configuration sets.
    pub configuration_sets: BTreeSet<String>,
    /// What `GetAccount` tells.
    pub account: AccountAttributes,
}

impl State {
    /// Sets up a Region.
    pub fn insert(&mut self, scope: Scope, region: Region) {
        self.regions.insert(scope, region);
    }

    /// What one account has in one Region, which may be nothing.
    pub fn region(&self, scope: &Scope) -> &Region {
        self.regions.get(scope).unwrap_or(&self.nothing)
    }
}
