//! `AssociateEmailAddressAlias`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateEmailAddressAlias.html>

use serde::Deserialize;

use super::error::Error;
use super::{AliasConfiguration, EmailAddress, EmailAddresses, Region};
use crate::context::Context;

/// The input of `AssociateEmailAddressAlias` and of `DisassociateEmailAddressAlias`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EmailAddressAliasInput {
    /// Whose they are.
    pub instance_id: String,
    /// The primary: mail is forwarded to it.
    pub email_address_id: String,
    /// The alias: mail is forwarded from it.
    pub alias_configuration: AliasConfiguration,
}

/// `POST /email-addresses/{InstanceId}/{EmailAddressId}/associate-alias`.
pub fn associate(here: &mut Region, context: &Context, input: EmailAddressAliasInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let primary = instance.email_address(&input.email_address_id)?;
    let alias = instance.email_address(&input.alias_configuration.email_address_id)?;
    expect_free(instance.email_addresses.current(), primary, alias)?;
    let changed = EmailAddress {
        alias: Some(input.alias_configuration),
        ..primary.clone()
    };
    instance.change_email_address(context, changed);
    Ok(())
}

/// "Each email address can have a maximum of one alias", "you cannot chain email aliases together",
/// and the alias "cannot already be configured as an alias or have an alias of its own" (API
/// reference). AWS does not say with which error: what the addresses are already is a conflict.
fn expect_free(addresses: &EmailAddresses, primary: &EmailAddress, alias: &EmailAddress) -> Result<(), Error> {
    if primary.id == alias.id {
        let message = "An email address cannot be the alias of itself".to_owned();
        return Err(Error::InvalidRequest(message));
    }
    let broken = if let Some(present) = &primary.alias {
        if present.email_address_id == alias.id {
            "The email address already has this alias"
        } else {
            "The email address already has an alias: it can have a maximum of one"
        }
    } else if addresses.primary_of(&alias.id).is_some() {
        "The alias is already the alias of another email address"
    } else if alias.alias.is_some() {
        "The alias has an alias of its own: email aliases cannot be chained"
    } else if addresses.primary_of(&primary.id).is_some() {
        "The email address is an alias itself: email aliases cannot be chained"
    } else {
        return Ok(());
    };
    Err(Error::ResourceConflict(broken.to_owned()))
}
