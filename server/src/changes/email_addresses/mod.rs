//! Amazon Connect e-mail addresses.

mod associate_alias;
mod create;
mod delete;
mod disassociate_alias;
mod edit;
mod find;
mod relations;
#[cfg(test)]
mod testing;

pub use app::model::forms::{
    AssociateEmailAddressAlias, CreateEmailAddress, DeleteEmailAddress, DisassociateEmailAddressAlias, EditEmailAddress,
};
