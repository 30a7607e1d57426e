//! `GetEmailIdentityPolicies`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentityPolicies.html>

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::Error;
use super::get_email_identity::EmailIdentityInput;
use super::{Region, policy};

/// The output of `GetEmailIdentityPolicies`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetEmailIdentityPolicies<'a> {
    policies: &'a BTreeMap<String, String>,
}

/// `GET /v2/email/identities/{EmailIdentity}/policies`.
pub fn get<'a>(here: &'a Region, input: &EmailIdentityInput) -> Result<GetEmailIdentityPolicies<'a>, Error> {
    let identity = policy::owner(here, &input.email_identity)?;
    Ok(GetEmailIdentityPolicies {
        policies: &identity.policies,
    })
}
