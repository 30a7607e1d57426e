//! `UpdateUserPhoneConfig`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserPhoneConfig.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use super::phone_config::PhoneConfigInput;
use crate::context::Context;

/// The input of `UpdateUserPhoneConfig`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserPhoneConfigInput {
    instance_id: String,
    user_id: String,
    phone_config: PhoneConfigInput,
}

/// `POST /users/{InstanceId}/{UserId}/phone-config`. The whole block is replaced.
pub fn update(here: &mut Region, context: &Context, input: UpdateUserPhoneConfigInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut user = instance.user(&input.user_id)?.clone();
    user.phone_config = input.phone_config.phone_config()?;
    user.phone_config.override_channels(&mut user.channels);
    instance.change(context, user);
    Ok(())
}
