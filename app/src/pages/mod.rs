//! The pages, a folder an area.

pub mod account;
pub mod audit;
pub mod changes;
pub mod connection_aliases;
pub mod email_addresses;
pub mod identities;
pub mod not_found;
pub mod overview;
pub mod search;
pub mod sessions;
pub mod sync;
pub mod users;
