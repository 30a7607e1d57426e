//! `GetEmailIdentity`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{
    DkimAttributes, EmailIdentity, IdentityType, MailFromAttributes, Region, VerificationInfo, VerificationStatus,
};
use crate::tags::{self, Tag};

/// The input of `GetEmailIdentity`, `DeleteEmailIdentity` and `GetEmailIdentityPolicies`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EmailIdentityInput {
    /// A domain or an address.
    pub email_identity: String,
}

/// The output of `GetEmailIdentity`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetEmailIdentity<'a> {
    identity_type: IdentityType,
    feedback_forwarding_status: bool,
    verified_for_sending_status: bool,
    dkim_attributes: &'a DkimAttributes,
    mail_from_attributes: Option<&'a MailFromAttributes>,
    policies: &'a BTreeMap<String, String>,
    tags: Vec<Tag>,
    configuration_set_name: Option<&'a str>,
    verification_status: VerificationStatus,
    verification_info: &'a VerificationInfo,
}

/// `GET /v2/email/identities/{EmailIdentity}`.
pub fn get<'a>(here: &'a Region, input: &EmailIdentityInput) -> Result<GetEmailIdentity<'a>, Error> {
    Ok(output(here.identity(&input.email_identity)?))
}

fn output(identity: &EmailIdentity) -> GetEmailIdentity<'_> {
    GetEmailIdentity {
        identity_type: identity.identity_type(),
        feedback_forwarding_status: identity.feedback_forwarding,
        verified_for_sending_status: identity.verified(),
        dkim_attributes: &identity.dkim,
        mail_from_attributes: identity.mail_from.as_ref(),
        policies: &identity.policies,
        tags: tags::listed(&identity.tags),
        configuration_set_name: identity.configuration_set.as_deref(),
        verification_status: identity.verification_status,
        verification_info: &identity.verification_info,
    }
}
