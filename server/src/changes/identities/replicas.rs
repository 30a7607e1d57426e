//! Deterministic Easy DKIM: which identity has the key of which.
//! Source: <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html>

use app::model::{
    identity::{Dkim, Identity, IdentityType, Origin},
    region::Region,
    snapshot::Snapshot,
};

/// `DkimSigningAttributesOrigin` of a replica of an identity in `region`.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimSigningAttributes.html>
pub(super) fn origin_of_replica(region: &str) -> String {
    format!("AWS_SES_{}", region.to_ascii_uppercase().replace('-', "_"))
}

/// Whether it can be a parent: a domain with Easy DKIM and a key of its own.
pub(super) fn can_be_parent(identity: &Identity) -> bool {
    let is_easy = |dkim: &Dkim| dkim.origin == Origin::EasyDkim && !dkim.tokens.is_empty();
    identity.identity_type == IdentityType::Domain && dkim(identity).is_some_and(is_easy)
}

/// The Regions in which an identity of the same name can be its parent.
pub(super) fn parents(identity: &Identity, snapshot: &Snapshot) -> Vec<String> {
    let parents = elsewhere(identity, snapshot).filter(|other| can_be_parent(other));
    parents.map(|other| other.region.to_string()).collect()
}

/// The Regions in which it has replicas, as far as is known.
pub(super) fn replicas(identity: &Identity, snapshot: &Snapshot) -> Vec<Region> {
    let is_replica =
        |other: &&Identity| dkim(other).is_some_and(|dkim| dkim.origin == Origin::Replica(identity.region.clone()));
    elsewhere(identity, snapshot)
        .filter(is_replica)
        .map(|other| other.region.clone())
        .collect()
}

fn elsewhere<'a>(identity: &'a Identity, snapshot: &'a Snapshot) -> impl Iterator<Item = &'a Identity> {
    let other = move |region: &Region| {
        let key = (region.to_string(), identity.name.clone());
        snapshot.identities.get(&key).map(AsRef::as_ref)
    };
    snapshot
        .regions
        .iter()
        .filter(|region| **region != identity.region)
        .filter_map(other)
}

fn dkim(identity: &Identity) -> Option<&Dkim> {
    identity.details.as_ref()?.dkim.as_ref()
}
