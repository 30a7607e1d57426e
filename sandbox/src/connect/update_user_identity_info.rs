//! `UpdateUserIdentityInfo`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserIdentityInfo.html>

use serde::Deserialize;

use super::error::Error;
use super::{IdentityInfo, IdentityManagementType, Region};
use crate::context::Context;

/// The input of `UpdateUserIdentityInfo`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserIdentityInfoInput {
    instance_id: String,
    user_id: String,
    identity_info: IdentityInfo,
}

/// `POST /users/{InstanceId}/{UserId}/identity-info`. The whole block is replaced: AWS does not say
/// so, but nothing else could take an address away.
pub fn update(here: &mut Region, context: &Context, input: UpdateUserIdentityInfoInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut user = instance.user(&input.user_id)?.clone();
    let management = instance.attributes.identity_management_type;
    management.expect_identity(&input.identity_info)?;
    user.identity_info = if management == IdentityManagementType::ExistingDirectory {
        with_directorys_own(input.identity_info, user.identity_info)?
    } else {
        input.identity_info
    };
    instance.change(context, user);
    Ok(())
}

/// "`FirstName`, `LastName`, and `Email` cannot be updated from within Connect because they are
/// managed by the directory." (API reference, `UserIdentityInfo`) They stay; to send another value
/// is an error.
fn with_directorys_own(new: IdentityInfo, old: IdentityInfo) -> Result<IdentityInfo, Error> {
    for (member, new, old) in [
        ("FirstName", &new.first_name, &old.first_name),
        ("LastName", &new.last_name, &old.last_name),
        ("Email", &new.email, &old.email),
    ] {
        if new.is_some() && new != old {
            let message = format!("IdentityInfo.{member} cannot be updated: it is managed by the directory");
            return Err(Error::InvalidRequest(message));
        }
    }
    Ok(IdentityInfo {
        secondary_email: new.secondary_email,
        mobile: new.mobile,
        ..old
    })
}
