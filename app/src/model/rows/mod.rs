//! The rows of the lists, with the names that people know in place of ids.

mod connection_alias;
mod email_address;
mod identity;
mod user;

pub use connection_alias::{ConnectionAliasRow, InRegion};
pub use email_address::{AddressRef, EmailAddressRow};
pub use identity::IdentityRow;
pub use user::UserRow;

/// Whether `value` is in `field`, case aside; what a token such as `routing:billing` asks.
fn contains(field: &str, value: &str) -> bool {
    field.to_lowercase().contains(value)
}
