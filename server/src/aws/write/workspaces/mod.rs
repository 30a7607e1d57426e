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

/// The alias `id` in `region`: the inner `None` where it is not there, the outer where nobody looks.
fn alias<'a>(id: &str, region: &Region, snapshot: &'a Snapshot) -> Option<Option<&'a ConnectionAlias>> {
    let is_looked_at = snapshot.regions.contains(region);
    let found = snapshot.connection_aliases.get(&(region.to_string(), id.to_owned()));
    is_looked_at.then(|| found.map(AsRef::as_ref))
}
