//! `UpdateConnectionAliasPermission`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_UpdateConnectionAliasPermission.html>

use serde::Deserialize;

use super::error::Error;
use super::{ConnectionAlias, ConnectionAliasPermission, Region};
use crate::account::Scope;
use crate::wire::Violation;

const SHARED_ACCOUNT_ID: &str = "ConnectionAliasPermission.SharedAccountId";

/// The input of `UpdateConnectionAliasPermission`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateConnectionAliasPermissionInput {
    alias_id: String,
    connection_alias_permission: ConnectionAliasPermission,
}

/// Shares the owner's alias with one other account, or unshares it: "if the association permission
/// is revoked, the connection alias is unshared with the account".
pub fn update(here: &mut Region, scope: &Scope, input: UpdateConnectionAliasPermissionInput) -> Result<(), Error> {
    let wanted = input.connection_alias_permission;
    let alias = here.aliases.owned(scope.account, &input.alias_id)?;
    if wanted.shared_account_id == alias.owner {
        let constraint = "Member must not be the account of the owner";
        return Err(Violation::new(SHARED_ACCOUNT_ID, wanted.shared_account_id, constraint).into());
    }
    alias.expect_created()?;
    let permission = if wanted.allow_association {
        Some(shared(alias, wanted)?)
    } else {
        expect_unsharable(alias, &wanted.shared_account_id)?;
        None
    };
    let updated = ConnectionAlias {
        permission,
        ..alias.clone()
    };
    here.aliases.put(updated);
    Ok(())
}

fn shared(alias: &ConnectionAlias, wanted: ConnectionAliasPermission) -> Result<ConnectionAliasPermission, Error> {
    let other = alias.permission.as_ref();
    match other.filter(|other| other.shared_account_id != wanted.shared_account_id) {
        None => Ok(wanted),
        Some(other) => {
            let (id, account) = (&alias.id, &other.shared_account_id);
            let message = format!("{id} is shared with {account}, and can be shared with one account only");
            Err(Error::ResourceLimitExceeded(message))
        }
    }
}

/// The account has to have it, and to have disassociated it.
fn expect_unsharable(alias: &ConnectionAlias, account: &str) -> Result<(), Error> {
    let permission = alias.permission.as_ref();
    if permission.is_none_or(|permission| permission.shared_account_id != account) {
        let constraint = "Member must be the account that the connection alias is shared with";
        return Err(Violation::new(SHARED_ACCOUNT_ID, account, constraint).into());
    }
    let association = alias.associated();
    if association.is_some_and(|association| association.associated_account_id == Some(account)) {
        alias.expect_unassociated()?;
    }
    Ok(())
}
