//! Amazon WorkSpaces: the calls that change something. None takes a client token.

mod associate_connection_alias;
mod create_connection_alias;
mod create_tags;
mod delete_connection_alias;
mod delete_tags;
mod disassociate_connection_alias;
mod tag;
mod update_connection_alias_permission;

pub use associate_connection_alias::AssociateConnectionAlias;
pub use create_connection_alias::CreateConnectionAlias;
pub use create_tags::CreateTags;
pub use delete_connection_alias::DeleteConnectionAlias;
pub use delete_tags::DeleteTags;
pub use disassociate_connection_alias::DisassociateConnectionAlias;
pub use tag::Tag;
pub use update_connection_alias_permission::{ConnectionAliasPermission, UpdateConnectionAliasPermission};

use super::Touched;
use app::model::{connection_alias::ConnectionAlias, region::Region, snapshot::Snapshot};

/// What is read again after the alias `id` was changed.
fn touched(id: &str) -> Vec<Touched> {
    vec![Touched::ConnectionAlias { id: id.to_owned() }]
}

/// Whether something is true of the alias `id`: `of_gone` where it is not there, `None` where nobody looks.
fn is_true_of(
    (region, id): (&Region, &str),
    snapshot: &Snapshot,
    of_gone: bool,
    of_alias: impl FnOnce(&ConnectionAlias) -> Option<bool>,
) -> Option<bool> {
    if !snapshot.regions.contains(region) {
        return None;
    }
    let found = snapshot.connection_aliases.get(&(region.to_string(), id.to_owned()));
    found.map_or(Some(of_gone), |alias| of_alias(alias))
}
