//! WorkSpaces: directories, and the connection aliases that redirect users between Regions.
//! Model version 2015-04-08, `awsJson1_1`.
//! <https://docs.aws.amazon.com/workspaces/latest/adminguide/cross-region-redirection.html>

mod associate_connection_alias;
mod connection_alias;
mod connection_aliases;
mod create_connection_alias;
mod create_tags;
mod delete_connection_alias;
mod delete_tags;
mod describe_connection_alias_permissions;
mod describe_connection_aliases;
mod describe_tags;
mod describe_workspace_directories;
mod directory;
mod disassociate_connection_alias;
mod error;
mod reservations;
mod state;
mod transition;
mod update_connection_alias_permission;

use crate::context::Context;
use crate::model::Input;
use crate::wire::json::answer as reply;
use crate::wire::{Answer, Error};

pub use connection_alias::{
    Association, AssociationStatus, ConnectionAlias, ConnectionAliasPermission, ConnectionAliasState,
};
pub use connection_aliases::ConnectionAliases;
pub use directory::{WorkspaceDirectory, WorkspaceDirectoryType};
pub use reservations::Reservations;
pub use state::{Region, State};

/// What `X-Amz-Target` begins with.
pub const TARGET_PREFIX: &str = "WorkspacesService";

/// Performs an operation of WorkSpaces.
pub fn perform(state: &mut State, context: &Context, operation: &str, input: Input) -> Answer {
    let scope = &context.scope;
    let (here, reservations) = state.at(&scope.region, context.now);
    match operation {
        "DescribeConnectionAliases" => reply(describe_connection_aliases::describe(here, scope, &input.parse()?)),
        "CreateConnectionAlias" => {
            let input = input.parse()?;
            reply(create_connection_alias::create(here, reservations, context, input))
        }
        "DeleteConnectionAlias" => reply(delete_connection_alias::delete(here, context, &input.parse()?)),
        "AssociateConnectionAlias" => reply(associate_connection_alias::associate(here, context, input.parse()?)),
        "DisassociateConnectionAlias" => {
            let input = input.parse()?;
            reply(disassociate_connection_alias::disassociate(here, context, &input))
        }
        "DescribeConnectionAliasPermissions" => {
            let input = input.parse()?;
            reply(describe_connection_alias_permissions::describe(here, scope, &input))
        }
        "UpdateConnectionAliasPermission" => {
            let input = input.parse()?;
            reply(update_connection_alias_permission::update(here, scope, input))
        }
        "DescribeWorkspaceDirectories" => reply(describe_workspace_directories::describe(here, scope, &input.parse()?)),
        "CreateTags" => reply(create_tags::create(here, scope, input.parse()?)),
        "DeleteTags" => reply(delete_tags::delete(here, scope, &input.parse()?)),
        "DescribeTags" => reply(describe_tags::describe(here, scope, &input.parse()?)),
        other => Err(Error::internal(other)),
    }
}
