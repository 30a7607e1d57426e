//! `CreateEmailIdentityPolicy`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentityPolicy.html>

use super::Region;
use super::error::Error;
use super::policy::{self, PolicyInput};
use crate::context::Context;

/// `POST /v2/email/identities/{EmailIdentity}/policies/{PolicyName}`.
pub fn create(here: &mut Region, context: &Context, input: PolicyInput) -> Result<(), Error> {
    let mut identity = policy::owner(here, &input.email_identity)?.clone();
    input.expect_sound()?;
    let name = &input.policy_name;
    if identity.policies.contains_key(name) {
        return Err(Error::AlreadyExists(format!("Policy {name} already exists.")));
    }
    if identity.policies.len() >= policy::MOST {
        let message = format!("An identity must not have more than {} policies.", policy::MOST);
        return Err(Error::LimitExceeded(message));
    }
    identity.policies.insert(input.policy_name, input.policy);
    here.put(context, identity);
    Ok(())
}
