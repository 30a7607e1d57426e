//! Changes, from the form to what AWS has afterwards.

mod bulk_users;
mod console;
mod edit_email_address;
mod identities;
mod users;
