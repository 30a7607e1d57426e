//! Changes, from the form to what AWS has afterwards.

mod again;
mod back;
mod bulk_users;
mod cases;
mod cli;
mod connection_aliases;
mod console;
mod elsewhere;
mod email_addresses;
mod front;
mod identities;
mod lag;
mod passage;
mod properties;
mod replicas;
pub mod state;
mod trouble;
mod users;
