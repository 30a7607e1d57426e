//! `DisassociateEmailAddressAlias`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_DisassociateEmailAddressAlias.html>

use super::associate_email_address_alias::EmailAddressAliasInput;
use super::error::Error;
use super::{EmailAddress, Region};
use crate::context::Context;

/// `POST /email-addresses/{InstanceId}/{EmailAddressId}/disassociate-alias`. "The alias association
/// must currently exist" (API reference): it is not found where it does not. AWS declares
/// `ResourceConflictException` for calls at the same time, which do not occur here.
pub fn disassociate(here: &mut Region, context: &Context, input: &EmailAddressAliasInput) -> Result<(), Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let primary = instance.email_address(&input.email_address_id)?;
    instance.email_address(&input.alias_configuration.email_address_id)?;
    if primary.alias.as_ref() != Some(&input.alias_configuration) {
        let message = "The alias is not associated with the email address".to_owned();
        return Err(Error::ResourceNotFound(message));
    }
    let changed = EmailAddress {
        alias: None,
        ..primary.clone()
    };
    instance.change_email_address(context, changed);
    Ok(())
}
