//! Deterministic Easy DKIM: which identity has the key of which.
//! Source: <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html>

use app::model::{identity::Identity, snapshot::Snapshot};

/// `DkimSigningAttributesOrigin` of a replica of an identity in `region`.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimSigningAttributes.html>
pub(super) fn origin_of_replica(region: &str) -> String {
    format!("AWS_SES_{}", region.to_ascii_uppercase().replace('-', "_"))
}

/// The Regions in which an identity of the same name can be its parent.
pub(super) fn parents(identity: &Identity, snapshot: &Snapshot) -> Vec<String> {
    let parents = snapshot.elsewhere(identity).filter(|other| other.can_be_parent());
    parents.map(|other| other.region.to_string()).collect()
}
