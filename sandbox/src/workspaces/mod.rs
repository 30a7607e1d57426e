//! WorkSpaces: directories, and the connection aliases that redirect users between Regions.
//! Model version 2015-04-08, `awsJson1_1`.
//! <https://docs.aws.amazon.com/workspaces/latest/adminguide/cross-region-redirection.html>

mod connection_alias;
mod describe_connection_aliases;
mod describe_permissions;
mod describe_tags;
mod describe_workspace_directories;
mod directory;
mod error;
mod state;

use crate::context::Context;
use crate::model::Input;
use crate::wire::json::answer as reply;
use crate::wire::{Answer, Error};

pub use connection_alias::{
    Association, AssociationStatus, ConnectionAlias, ConnectionAliasPermission, ConnectionAliasState,
};
pub use directory::{WorkspaceDirectory, WorkspaceDirectoryType};
pub use state::{RegionState, State};

/// What `X-Amz-Target` begins with.
pub const TARGET_PREFIX: &str = "WorkspacesService";

/// Performs an operation of WorkSpaces.
pub fn perform(state: &mut State, context: &Context, operation: &str, input: Input) -> Answer {
    let (here, scope) = (state.region(&context.scope.region), &context.scope);
    match operation {
        "DescribeConnectionAliases" => reply(describe_connection_aliases::describe(here, scope, &input.parse()?)),
        "DescribeConnectionAliasPermissions" => reply(describe_permissions::describe(here, scope, &input.parse()?)),
        "DescribeWorkspaceDirectories" => reply(describe_workspace_directories::describe(here, scope, &input.parse()?)),
        "DescribeTags" => reply(describe_tags::describe(here, scope, &input.parse()?)),
        other => Err(Error::internal(other)),
    }
}
