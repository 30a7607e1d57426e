//! `DeleteConnectionAlias`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DeleteConnectionAlias.html>

use serde::Deserialize;

use super::error::Error;
use super::transition::DELETION;
use super::{ConnectionAlias, ConnectionAliasState, Region};
use crate::context::Context;

/// The input of `DeleteConnectionAlias`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteConnectionAliasInput {
    alias_id: String,
}

/// The owner's alias is `DELETING`, once it is neither associated nor shared: in this order, AWS
/// says, because the other account has to disassociate it before it can be unshared.
pub fn delete(here: &mut Region, context: &Context, input: &DeleteConnectionAliasInput) -> Result<(), Error> {
    let alias = here.aliases.owned(context.scope.account, &input.alias_id)?;
    alias.expect_created()?;
    alias.expect_unassociated()?;
    if let Some(permission) = &alias.permission {
        let (id, account) = (&alias.id, &permission.shared_account_id);
        return Err(Error::InvalidResourceState(format!("{id} is shared with {account}")));
    }
    let deleting = ConnectionAlias {
        state: ConnectionAliasState::Deleting,
        settles_at: Some(context.now + DELETION),
        ..alias.clone()
    };
    here.aliases.put(deleting);
    Ok(())
}
