//! `DeleteEmailIdentityPolicy`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentityPolicy.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use super::policy;
use crate::context::Context;

/// The input of `DeleteEmailIdentityPolicy`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteEmailIdentityPolicyInput {
    email_identity: String,
    policy_name: String,
}

/// `DELETE /v2/email/identities/{EmailIdentity}/policies/{PolicyName}`. "This API returns successfully even if a
/// policy with the specified name does not exist."
pub fn delete(here: &mut Region, context: &Context, input: &DeleteEmailIdentityPolicyInput) -> Result<(), Error> {
    let mut identity = policy::owner(here, &input.email_identity)?.clone();
    policy::expect_name(&input.policy_name)?;
    if identity.policies.remove(&input.policy_name).is_some() {
        here.put(context, identity);
    }
    Ok(())
}
