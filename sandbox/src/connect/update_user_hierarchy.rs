//! `UpdateUserHierarchy`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserHierarchy.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use crate::context::Context;

/// The input of `UpdateUserHierarchy`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserHierarchyInput {
    instance_id: String,
    user_id: String,
    hierarchy_group_id: Option<String>,
}

/// `POST /users/{InstanceId}/{UserId}/hierarchy`. Without a group the user is in none.
pub fn update(here: &mut Region, context: &Context, input: UpdateUserHierarchyInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut user = instance.user(&input.user_id)?.clone();
    if let Some(group) = &input.hierarchy_group_id {
        instance.hierarchy_group(group)?;
    }
    user.hierarchy_group_id = input.hierarchy_group_id;
    instance.change(context, user);
    Ok(())
}
