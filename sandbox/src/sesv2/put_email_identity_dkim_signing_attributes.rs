//! `PutEmailIdentityDkimSigningAttributes`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimSigningAttributes.html>

use serde::{Deserialize, Serialize};

use super::dkim::KEY_CHANGE;
use super::error::Error;
use super::signing::{DkimSigningAttributes, Signing};
use super::{DkimOrigin, EmailIdentity, IdentityType, KeyLength, State, VerificationStatus};
use crate::context::Context;
use crate::wire::Violation;

/// The input of `PutEmailIdentityDkimSigningAttributes`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityDkimSigningAttributesInput {
    email_identity: String,
    signing_attributes_origin: DkimOrigin,
    #[serde(default)]
    signing_attributes: DkimSigningAttributes,
}

/// The output of `PutEmailIdentityDkimSigningAttributes`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityDkimSigningAttributes {
    dkim_status: VerificationStatus,
    dkim_tokens: Option<Vec<String>>,
    signing_hosted_zone: Option<String>,
}

/// `PUT /v2/email/identities/{EmailIdentity}/dkim/signing`.
pub fn put(
    state: &mut State,
    context: &Context,
    input: PutEmailIdentityDkimSigningAttributesInput,
) -> Result<PutEmailIdentityDkimSigningAttributes, Error> {
    let mut identity = state.region(&context.scope).identity(&input.email_identity)?.clone();
    if identity.identity_type() != IdentityType::Domain {
        let constraint = "Member must be a domain";
        return Err(Violation::new("EmailIdentity", &identity.name, constraint).into());
    }
    match input.signing_attributes.of_change(input.signing_attributes_origin)? {
        Signing::Easy(length) if identity.dkim.is_easy() => keep_key(context, &mut identity, length)?,
        signing => {
            identity.dkim.signing_enabled |= identity.dkim.status == VerificationStatus::NotStarted;
            state.sign(context, &mut identity, signing);
        }
    }
    let output = PutEmailIdentityDkimSigningAttributes {
        dkim_status: identity.dkim.status,
        dkim_tokens: identity.dkim.tokens.clone(),
        signing_hosted_zone: identity.dkim.signing_hosted_zone.clone(),
    };
    state.put(context, identity);
    Ok(output)
}

/// Easy DKIM stays Easy DKIM: the records stay the same, so SES only looks for them anew if it has given
/// up. "This can be changed at most once per day."
fn keep_key(context: &Context, identity: &mut EmailIdentity, length: Option<KeyLength>) -> Result<(), Violation> {
    if identity.dkim.status == VerificationStatus::Failed {
        identity.begin_detection(context.now);
    }
    let dkim = &mut identity.dkim;
    if length.is_none() || length == dkim.next_signing_key_length {
        return Ok(());
    }
    if dkim.next_key_due.is_some_and(|due| context.now < due) {
        let constraint = "Member must not be changed more than once in 24 hours";
        return Err(Violation::without_value("NextSigningKeyLength", constraint));
    }
    dkim.next_signing_key_length = length;
    dkim.next_key_due = Some(context.now + KEY_CHANGE);
    Ok(())
}
