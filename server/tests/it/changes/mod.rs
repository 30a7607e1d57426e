//! Changes, from the form to what AWS has afterwards.

mod bulk_users;
mod cases;
mod cli;
mod console;
mod edit_email_address;
mod identities;
mod properties;
pub mod state;
mod trouble;
mod users;
