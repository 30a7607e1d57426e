//! `UpdateUserRoutingProfile`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserRoutingProfile.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use crate::context::Context;

/// The input of `UpdateUserRoutingProfile`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserRoutingProfileInput {
    instance_id: String,
    user_id: String,
    routing_profile_id: String,
}

/// `POST /users/{InstanceId}/{UserId}/routing-profile`.
pub fn update(here: &mut Region, context: &Context, input: UpdateUserRoutingProfileInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut user = instance.user(&input.user_id)?.clone();
    instance.routing_profile(&input.routing_profile_id)?;
    user.routing_profile_id = input.routing_profile_id;
    instance.change(context, user);
    Ok(())
}
