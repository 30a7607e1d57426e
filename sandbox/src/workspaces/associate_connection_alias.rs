//! `AssociateConnectionAlias`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_AssociateConnectionAlias.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::transition::ASSOCIATION;
use super::{Association, AssociationStatus, ConnectionAlias, Region};
use crate::context::Context;
use crate::generator::Generator;

/// The input of `AssociateConnectionAlias`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssociateConnectionAliasInput {
    alias_id: String,
    resource_id: String,
}

/// The output of `AssociateConnectionAlias`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssociateConnectionAlias {
    connection_identifier: String,
}

/// Lets an alias of the caller, or one that it may associate, lead to a directory of the caller.
pub fn associate(
    here: &mut Region,
    context: &Context,
    input: AssociateConnectionAliasInput,
) -> Result<AssociateConnectionAlias, Error> {
    let (account, directory) = (context.scope.account, input.resource_id);
    let alias = here.aliases.get(account, &input.alias_id)?.clone();
    if !alias.may_be_associated_by(account) {
        let message = format!("{account} may not associate {}", alias.id);
        return Err(Error::AccessDenied(message));
    }
    alias.expect_created()?;
    alias.expect_unassociated()?;
    expect_free(here, account, &directory)?;
    let label = ["association", &context.scope.region, &alias.id, &here.next_change()];
    let connection_identifier = Generator::new(&label).capitals(14);
    here.aliases.put(ConnectionAlias {
        association: Some(Association {
            association_status: AssociationStatus::PendingAssociation,
            associated_account_id: Some(account),
            resource_id: Some(directory),
            connection_identifier: Some(connection_identifier.clone()),
        }),
        settles_at: Some(context.now + ASSOCIATION),
        ..alias
    });
    Ok(AssociateConnectionAlias { connection_identifier })
}

/// Refuses what is not a directory of `account` here, and one that has an alias already.
fn expect_free(here: &Region, account: &str, directory: &str) -> Result<(), Error> {
    let Some(found) = here.directories(account).get(directory) else {
        return Err(Error::ResourceNotFound(directory.to_owned()));
    };
    if found.state != "REGISTERED" {
        let message = format!("The state of {directory} is not REGISTERED");
        return Err(Error::InvalidResourceState(message));
    }
    if let Some(alias) = here.aliases.of_directory(directory) {
        let message = format!("The directory {directory} is associated with {alias}");
        return Err(Error::ResourceAssociated(message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::workspaces::WorkspaceDirectory;
    use crate::{ACCOUNT_ID, Seed};

    #[test]
    fn a_directory_that_is_not_registered_cannot_have_an_alias() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let mut state = Seed::workspaces(now);
        let (here, _) = state.at("eu-west-2", now);
        let free = |here: &Region, id: &str| expect_free(here, ACCOUNT_ID, id);
        let mut directories = here.directories(ACCOUNT_ID).values();
        let directory = directories.find(|directory| free(here, &directory.directory_id).is_ok());
        let directory = WorkspaceDirectory {
            state: "DEREGISTERING",
            ..directory.unwrap().clone()
        };
        let id = directory.directory_id.clone();
        here.insert_directory(ACCOUNT_ID, directory);
        assert!(matches!(free(here, &id), Err(Error::InvalidResourceState(_))));
    }
}
