//! What a change is planned against.

use app::model::{access::Access, change::SecretField, instance::Instance, region::Region, snapshot::Snapshot};
use secrecy::SecretString;
use std::collections::BTreeMap;

/// Secrets that were given with a review. They are never kept.
pub type Secrets = BTreeMap<&'static str, SecretString>;

/// What is known, who asks, and what they gave.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// What is known.
    pub snapshot: &'a Snapshot,
    /// What this person may do.
    pub access: &'a Access,
    /// The security profiles that operators may give.
    pub operator_security_profiles: &'a [String],
    /// The secrets; none while it is only reviewed.
    pub secrets: &'a Secrets,
}

impl<'a> World<'a> {
    /// An instance.
    #[must_use]
    pub fn instance(&self, id: &str) -> Option<&'a Instance> {
        self.snapshot.instances.get(id)
    }

    /// A Region that Frontdesk looks at.
    #[must_use]
    pub fn region(&self, code: &str) -> Option<&'a Region> {
        self.snapshot.regions.iter().find(|region| region.as_str() == code)
    }

    /// A secret; `None` while it is only reviewed.
    #[must_use]
    pub fn secret(&self, field: SecretField) -> Option<&'a SecretString> {
        self.secrets.get(field.name())
    }
}
