//! Forms and their reviews.

pub mod bulk;
mod connection_aliases;
mod email_addresses;
pub mod form;
mod identities;
pub mod review;
mod users;
