//! Deterministic Easy DKIM: identities that carry the key of one in another Region.
//! <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html>

use std::collections::{BTreeMap, BTreeSet};

use super::{DkimOrigin, EmailIdentity, State, VerificationError};
use crate::account::Scope;
use crate::context::Context;

/// Regions of their own, with credentials of their own.
const OTHER_PARTITION: &str = "us-gov-";

/// The Regions of the replicas, by account, parent's Region and name.
#[derive(Debug, Default)]
pub struct Replicas(BTreeMap<(&'static str, String, String), BTreeSet<String>>);

impl Replicas {
    /// Takes note of `identity` if it is a replica.
    pub fn add(&mut self, scope: &Scope, identity: &EmailIdentity) {
        if let Some(parent) = parent_key(scope, identity) {
            self.0.entry(parent).or_default().insert(scope.region.clone());
        }
    }

    /// Forgets `identity` if it was a replica.
    pub fn remove(&mut self, scope: &Scope, identity: &EmailIdentity) {
        let Some(parent) = parent_key(scope, identity) else {
            return;
        };
        if let Some(regions) = self.0.get_mut(&parent) {
            regions.remove(&scope.region);
            if regions.is_empty() {
                self.0.remove(&parent);
            }
        }
    }

    /// The Regions of the replicas of the identity `name` in `scope`.
    pub fn of(&self, scope: &Scope, name: &str) -> Vec<String> {
        let key = (scope.account, scope.region.clone(), name.to_owned());
        self.0.get(&key).into_iter().flatten().cloned().collect()
    }
}

/// A Region is never a parent to itself.
fn parent_key(scope: &Scope, identity: &EmailIdentity) -> Option<(&'static str, String, String)> {
    match &identity.dkim.signing_attributes_origin {
        DkimOrigin::ReplicaOf(region) if *region != scope.region => {
            Some((scope.account, region.clone(), identity.name.clone()))
        }
        _ => None,
    }
}

impl State {
    /// The parent of the replica `name` in `scope`, or why there is none.
    pub fn parent(&self, scope: &Scope, region: &str, name: &str) -> Result<&EmailIdentity, VerificationError> {
        if region == scope.region {
            return Err(VerificationError::ReplicationPrimaryInvalidRegion);
        }
        if region.starts_with(OTHER_PARTITION) != scope.region.starts_with(OTHER_PARTITION) {
            return Err(VerificationError::ReplicationAccessDenied);
        }
        let there = Scope {
            account: scope.account,
            region: region.to_owned(),
        };
        let parent = self
            .regions
            .get(&there)
            .and_then(|there| there.identities.current().get(name));
        let parent = parent.ok_or(VerificationError::ReplicationPrimaryNotFound)?;
        match &parent.dkim.signing_attributes_origin {
            DkimOrigin::External => Err(VerificationError::ReplicationPrimaryByoDkimNotSupported),
            DkimOrigin::ReplicaOf(_) => Err(VerificationError::ReplicationReplicaAsPrimaryNotSupported),
            DkimOrigin::AwsSes if parent.dkim.is_easy() => Ok(parent),
            DkimOrigin::AwsSes => Err(VerificationError::ReplicationPrimaryNotFound),
        }
    }

    /// Adds an identity or replaces the one with its name, whose replicas take over its key.
    pub fn put(&mut self, context: &Context, identity: EmailIdentity) {
        self.forget_replica(&context.scope, &identity.name);
        self.replicas.add(&context.scope, &identity);
        if identity.dkim.is_easy() {
            self.lead_replicas(context, &identity);
        }
        self.region(&context.scope).put(context, identity);
    }

    /// Removes the identity with this name, and the mail that was sent to it.
    pub fn remove(&mut self, context: &Context, name: &str) {
        self.forget_replica(&context.scope, name);
        let here = self.region(&context.scope);
        let link = here.identity(name).ok().and_then(|identity| identity.link.clone());
        here.remove(context, name);
        if let Some(link) = link {
            self.outbox.forget(&link.token);
        }
    }

    fn forget_replica(&mut self, scope: &Scope, name: &str) {
        let before = self
            .regions
            .get(scope)
            .and_then(|here| here.identities.current().get(name));
        if let Some(before) = before {
            self.replicas.remove(scope, before);
        }
    }

    fn lead_replicas(&mut self, context: &Context, parent: &EmailIdentity) {
        for region in self.replicas.of(&context.scope, &parent.name) {
            let scope = Scope {
                account: context.scope.account,
                region,
            };
            let there = self.region(&scope);
            if let Some(replica) = there.identities.current().get(&parent.name)
                && !replica.dkim.follows(&parent.dkim)
            {
                let mut replica = replica.clone();
                replica.dkim.follow(&parent.dkim);
                let context = Context {
                    scope,
                    ..context.clone()
                };
                there.put(&context, replica);
            }
        }
    }
}
