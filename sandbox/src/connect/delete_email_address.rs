//! `DeleteEmailAddress`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteEmailAddress.html>

use serde::Deserialize;

use super::error::Error;
use super::{EmailAddress, Region};
use crate::context::Context;

/// The input of `DeleteEmailAddress`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteEmailAddressInput {
    instance_id: String,
    email_address_id: String,
}

/// `DELETE /email-addresses/{InstanceId}/{EmailAddressId}`. "Automatically removes any alias
/// relationships" (API reference, `AssociateEmailAddressAlias`): its own go with it, that of its
/// primary ends. AWS does not say when it answers `ResourceConflictException`; here it never does.
pub fn delete(here: &mut Region, context: &Context, input: &DeleteEmailAddressInput) -> Result<(), Error> {
    let id = &input.email_address_id;
    let instance = here.get_mut(&input.instance_id)?;
    instance.email_address(id)?;
    if let Some(primary) = instance.email_addresses.current().primary_of(id) {
        let freed = EmailAddress {
            alias: None,
            ..primary.clone()
        };
        instance.change_email_address(context, freed);
    }
    instance.email_addresses.remove(context, id);
    Ok(())
}
