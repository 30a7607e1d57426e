//! `DeleteUser`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteUser.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use crate::context::Context;

/// The input of `DeleteUser`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteUserInput {
    instance_id: String,
    user_id: String,
}

/// `DELETE /users/{InstanceId}/{UserId}`. It cannot be undone.
pub fn delete(here: &mut Region, context: &Context, input: &DeleteUserInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    instance.user(&input.user_id)?;
    instance.users.remove(context, &input.user_id);
    Ok(())
}
