//! WorkSpaces connection aliases.

mod associate;
mod create;
mod delete;
mod disassociate;
mod edit_tags;
mod find;
mod share;
#[cfg(test)]
mod testing;
mod unshare;

pub use app::model::forms::{
    AssociateConnectionAlias, CreateConnectionAlias, DeleteConnectionAlias, DisassociateConnectionAlias,
    EditConnectionAliasTags, ShareConnectionAlias, UnshareConnectionAlias,
};
