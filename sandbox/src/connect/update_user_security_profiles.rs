//! `UpdateUserSecurityProfiles`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserSecurityProfiles.html>

use std::collections::HashSet;

use serde::Deserialize;

use super::error::Error;
use super::{Instance, Region};
use crate::context::Context;
use crate::wire::Violation;

/// The input of `UpdateUserSecurityProfiles`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserSecurityProfilesInput {
    instance_id: String,
    user_id: String,
    security_profile_ids: Vec<String>,
}

/// `POST /users/{InstanceId}/{UserId}/security-profiles`.
pub fn update(here: &mut Region, context: &Context, input: UpdateUserSecurityProfilesInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut user = instance.user(&input.user_id)?.clone();
    expect_security_profiles(instance, &input.security_profile_ids)?;
    user.security_profile_ids = input.security_profile_ids;
    instance.change(context, user);
    Ok(())
}

/// All of them must be there, none of them twice: AWS does not say what it makes of that.
pub fn expect_security_profiles(instance: &Instance, ids: &[String]) -> Result<(), Error> {
    let mut seen = HashSet::new();
    if let Some(twice) = ids.iter().find(|id| !seen.insert(id.as_str())) {
        let constraint = "Member must have unique values";
        return Err(Violation::new("SecurityProfileIds", twice, constraint).into());
    }
    for id in ids {
        instance.security_profile(id)?;
    }
    Ok(())
}
