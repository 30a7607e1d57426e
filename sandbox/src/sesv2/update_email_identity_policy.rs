//! `UpdateEmailIdentityPolicy`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailIdentityPolicy.html>

use super::Region;
use super::error::Error;
use super::policy::{self, PolicyInput};
use crate::context::Context;

/// `PUT /v2/email/identities/{EmailIdentity}/policies/{PolicyName}`. "This API returns successfully even if a
/// policy with the specified name does not exist", and does nothing then.
pub fn update(here: &mut Region, context: &Context, input: PolicyInput) -> Result<(), Error> {
    let mut identity = policy::owner(here, &input.email_identity)?.clone();
    input.expect_sound()?;
    if let Some(policy) = identity.policies.get_mut(&input.policy_name) {
        *policy = input.policy;
        here.put(context, identity);
    }
    Ok(())
}
