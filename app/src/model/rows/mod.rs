//! The rows of the lists, with the names that people know in place of ids.

mod connection_alias;
mod email_address;
mod identity;
mod user;

pub use connection_alias::{ConnectionAliasRow, InRegion};
pub use email_address::{AddressRef, EmailAddressRow};
pub use identity::IdentityRow;
pub use user::UserRow;

use super::{
    filter::{Token, fold},
    freshness::Kind,
    list::ListRow,
};

/// What the filter of each list understands.
pub const TOKENS: [(Kind, &[Token]); 4] = [
    (Kind::Users, UserRow::TOKENS),
    (Kind::EmailAddresses, EmailAddressRow::TOKENS),
    (Kind::Identities, IdentityRow::TOKENS),
    (Kind::ConnectionAliases, ConnectionAliasRow::TOKENS),
];

/// Whether `value`, which is folded, is in `field`; what a token such as `routing:billing` asks.
fn contains(field: &str, value: &str) -> bool {
    fold(field).contains(value)
}

/// The domain of an e-mail address.
fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// Whether an e-mail address is of the domain `value`, which is folded.
fn is_of_domain(address: &str, value: &str) -> bool {
    domain(address).is_some_and(|domain| fold(domain) == value)
}
