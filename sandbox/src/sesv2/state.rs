//! What SES knows, by account and Region.

use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::error::Error;
use super::outbox::Outbox;
use super::replication::Replicas;
use super::{AccountAttributes, EmailIdentity, Identities, names};
use crate::account::Scope;
use crate::context::Context;
use crate::lag::Lagging;
use crate::tags::Tags;

/// SES in every account and Region.
#[derive(Debug, Default)]
pub struct State {
    pub(super) regions: BTreeMap<Scope, Region>,
    pub(super) replicas: Replicas,
    pub(super) outbox: Outbox,
}

/// SES in one Region of one account.
#[derive(Debug, Default)]
pub struct Region {
    /// Domains and addresses, by name.
    pub identities: Lagging<Identities>,
    /// The tags of the configuration sets, by name.
    pub configuration_sets: BTreeMap<String, Tags>,
    /// What `GetAccount` tells.
    pub account: AccountAttributes,
    /// How many keys SES has made here, so that none comes twice.
    pub keys_made: u64,
    /// How many mails SES has sent here, so that no link comes twice.
    pub mails_sent: u64,
    /// What happens by itself: when, and to which identity.
    pub due: BTreeSet<(OffsetDateTime, String)>,
}

impl State {
    /// Sets up a Region.
    pub fn insert(&mut self, scope: Scope, mut region: Region) {
        for identity in region.identities.current().all() {
            self.replicas.add(&scope, identity);
            region.due.extend(due(identity));
        }
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
        let identity = self.identities.current().get(&names::canonical(name));
        identity.ok_or_else(|| Error::NotFound(format!("Email identity {name} does not exist.")))
    }

    /// The tags of the configuration set with this name.
    pub fn configuration_set(&self, name: &str) -> Result<&Tags, Error> {
        let tags = self.configuration_sets.get(name);
        tags.ok_or_else(|| Error::NotFound(format!("Configuration set {name} does not exist.")))
    }

    /// Adds an identity, or replaces the one with its name.
    pub fn put(&mut self, context: &Context, identity: EmailIdentity) {
        self.forget_due(&identity.name);
        self.due.extend(due(&identity));
        self.identities.put(context, identity);
    }

    /// Removes the identity with this name.
    pub fn remove(&mut self, context: &Context, name: &str) {
        self.forget_due(name);
        self.identities.remove(context, name);
    }

    /// Whether something has to happen.
    pub(super) fn is_due(&self, now: OffsetDateTime) -> bool {
        self.due.first().is_some_and(|(first, _)| *first <= now)
    }

    /// An identity to which something has to happen, which is not due any more.
    pub(super) fn take_due(&mut self, now: OffsetDateTime) -> Option<EmailIdentity> {
        let (_, name) = self.is_due(now).then(|| self.due.pop_first())??;
        self.identities.current().get(&name).cloned()
    }

    fn forget_due(&mut self, name: &str) {
        if let Some(entry) = self.identities.current().get(name).and_then(due) {
            self.due.remove(&entry);
        }
    }
}

fn due(identity: &EmailIdentity) -> Option<(OffsetDateTime, String)> {
    identity.next_due().map(|moment| (moment, identity.name.clone()))
}
