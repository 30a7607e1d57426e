//! `DisassociateConnectionAlias`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DisassociateConnectionAlias.html>

use serde::Deserialize;

use super::error::Error;
use super::transition::DISASSOCIATION;
use super::{Association, AssociationStatus, ConnectionAlias, Region};
use crate::context::Context;

/// The input of `DisassociateConnectionAlias`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DisassociateConnectionAliasInput {
    alias_id: String,
}

/// An alias no longer leads to a directory of the caller.
pub fn disassociate(
    here: &mut Region,
    context: &Context,
    input: &DisassociateConnectionAliasInput,
) -> Result<(), Error> {
    let account = context.scope.account;
    let alias = here.aliases.get(account, &input.alias_id)?;
    alias.expect_created()?;
    let Some(association) = alias.associated() else {
        let message = format!("{} is not associated", alias.id);
        return Err(Error::InvalidResourceState(message));
    };
    if association.associated_account_id != Some(account) {
        let message = format!("The directory of {} belongs to another account", alias.id);
        return Err(Error::AccessDenied(message));
    }
    association.expect_settled(&alias.id)?;
    let disassociating = ConnectionAlias {
        association: Some(Association {
            association_status: AssociationStatus::PendingDisassociation,
            ..association.clone()
        }),
        settles_at: Some(context.now + DISASSOCIATION),
        ..alias.clone()
    };
    here.aliases.put(disassociating);
    Ok(())
}
