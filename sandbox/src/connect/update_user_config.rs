//! `UpdateUserConfig`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html>

use serde::Deserialize;

use super::Region;
use super::channel_configs_input::ChannelConfigsInput;
use super::error::Error;
use crate::context::Context;

/// The input of `UpdateUserConfig`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserConfigInput {
    instance_id: String,
    user_id: String,
    #[serde(flatten)]
    channels: ChannelConfigsInput,
}

/// `POST /users/{InstanceId}/{UserId}/config`. A list that is given replaces the user's, an empty
/// one clears it; AWS does not say what becomes of the others: here they stay.
pub fn update(here: &mut Region, context: &Context, input: UpdateUserConfigInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut user = instance.user(&input.user_id)?.clone();
    input.channels.apply_to(&mut user.channels)?;
    user.phone_config.follow_channels(&user.channels);
    instance.change(context, user);
    Ok(())
}
