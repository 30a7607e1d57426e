//! What SES knows, by account and Region.

use std::collections::{BTreeSet, HashMap};

use super::error::Error;
use super::{AccountAttributes, EmailIdentity, Identities};
use crate::account::Scope;
use crate::lag::Lagging;

/// SES in every account and Region.
#[derive(Debug, Default)]
pub struct State {
    regions: HashMap<Scope, Region>,
}

/// SES in one Region of one account.
#[derive(Debug, Default)]
pub struct Region {
    /// Domains and addresses, by name.
    pub identities: Lagging<Identities>,
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
    pub fn region(&mut self, scope: &Scope) -> &mut Region {
        self.regions.entry(scope.clone()).or_default()
    }
}

impl Region {
    /// The identity with this name.
    pub fn identity(&self, name: &str) -> Result<&EmailIdentity, Error> {
        let identity = self.identities.current().get(name);
        identity.ok_or_else(|| Error::NotFound(format!("Email identity {name} does not exist.")))
    }
}
