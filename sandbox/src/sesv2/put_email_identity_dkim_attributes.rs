//! `PutEmailIdentityDkimAttributes`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimAttributes.html>

use serde::Deserialize;

use super::error::Error;
use super::{EmailIdentity, IdentityType, Region, VerificationStatus};
use crate::context::Context;
use crate::wire::Violation;

/// The input of `PutEmailIdentityDkimAttributes`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityDkimAttributesInput {
    email_identity: String,
    #[serde(default)]
    signing_enabled: bool,
}

/// `PUT /v2/email/identities/{EmailIdentity}/dkim`.
pub fn put(here: &mut Region, context: &Context, input: &PutEmailIdentityDkimAttributesInput) -> Result<(), Error> {
    let mut identity = here.identity(&input.email_identity)?.clone();
    if input.signing_enabled && !can_be_signed(here, &identity) {
        let constraint = "Member must be an identity whose domain has been set up for DKIM";
        return Err(Violation::new("EmailIdentity", &identity.name, constraint).into());
    }
    identity.dkim.signing_enabled = input.signing_enabled;
    here.put(context, identity);
    Ok(())
}

/// A domain has a key; an address can use that of its domain, or of one above it.
/// <https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html>
fn can_be_signed(here: &Region, identity: &EmailIdentity) -> bool {
    let has_key = |identity: &EmailIdentity| identity.dkim.status != VerificationStatus::NotStarted;
    if identity.identity_type() == IdentityType::Domain {
        return has_key(identity);
    }
    let domain = identity.domain();
    let above = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]);
    std::iter::once(domain.as_str())
        .chain(above)
        .filter_map(|domain| here.identities.current().get(domain))
        .any(has_key)
}
