//! `UpdateEmailAddressMetadata`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateEmailAddressMetadata.html>

use serde::Deserialize;

use super::Region;
use super::create_email_address::{IdentifiedEmailAddress, text};
use super::error::Error;
use crate::context::Context;

/// The input of `UpdateEmailAddressMetadata`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateEmailAddressMetadataInput {
    instance_id: String,
    email_address_id: String,
    display_name: Option<String>,
    description: Option<String>,
}

/// `POST /email-addresses/{InstanceId}/{EmailAddressId}`. What is left out stays, an empty text takes
/// it away: AWS says neither.
pub fn update(
    here: &mut Region,
    context: &Context,
    input: UpdateEmailAddressMetadataInput,
) -> Result<IdentifiedEmailAddress, Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let mut address = instance.email_address(&input.email_address_id)?.clone();
    if input.display_name.is_some() {
        address.display_name = text(input.display_name);
    }
    if input.description.is_some() {
        address.description = text(input.description);
    }
    let updated = IdentifiedEmailAddress {
        email_address_id: address.id.clone(),
        email_address_arn: address.arn.clone(),
    };
    instance.change_email_address(context, address);
    Ok(updated)
}
