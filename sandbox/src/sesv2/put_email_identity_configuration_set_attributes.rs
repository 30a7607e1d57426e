//! `PutEmailIdentityConfigurationSetAttributes`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityConfigurationSetAttributes.html>

use serde::Deserialize;

use super::error::Error;
use super::{EmailIdentity, Region};
use crate::context::Context;

/// The input of `PutEmailIdentityConfigurationSetAttributes`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityConfigurationSetAttributesInput {
    email_identity: String,
    configuration_set_name: Option<String>,
}

/// `PUT /v2/email/identities/{EmailIdentity}/configuration-set`. Without a name, there is none any more.
pub fn put(
    here: &mut Region,
    context: &Context,
    input: PutEmailIdentityConfigurationSetAttributesInput,
) -> Result<(), Error> {
    let identity = here.identity(&input.email_identity)?.clone();
    if let Some(name) = &input.configuration_set_name {
        here.configuration_set(name)?;
    }
    let identity = EmailIdentity {
        configuration_set: input.configuration_set_name,
        ..identity
    };
    here.put(context, identity);
    Ok(())
}
