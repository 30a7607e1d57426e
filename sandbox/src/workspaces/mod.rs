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

use std::sync::RwLock;

use crate::wire::aws_json::{self, input};
use crate::wire::json::answer as reply;
use crate::wire::{self, Answer, Call};

pub use connection_alias::{
    Association, AssociationStatus, ConnectionAlias, ConnectionAliasPermission, ConnectionAliasState,
};
pub use directory::{WorkspaceDirectory, WorkspaceDirectoryType};
pub use state::{RegionState, State};

const TARGET_PREFIX: &str = "WorkspacesService";

/// Answers a call to WorkSpaces.
pub fn answer(state: &RwLock<State>, call: &Call) -> Answer {
    let operation = aws_json::operation(call, TARGET_PREFIX)?;
    let state = wire::read(state);
    let (here, scope) = (state.region(&call.scope.region), &call.scope);
    match operation {
        "DescribeConnectionAliases" => reply(describe_connection_aliases::describe(here, scope, &input(call)?)),
        "DescribeConnectionAliasPermissions" => reply(describe_permissions::describe(here, scope, &input(call)?)),
        "DescribeWorkspaceDirectories" => reply(describe_workspace_directories::describe(here, scope, &input(call)?)),
        "DescribeTags" => reply(describe_tags::describe(here, scope, &input(call)?)),
        other => Err(aws_json::unknown_operation(other)),
    }
}
