//! The forms: a file each, with its fields, what it has to know, and what may be wrong with it.

pub mod create_user;
pub mod delete_user;
pub mod edit_email_address;
pub mod edit_user;
pub mod password;
pub mod phone_number;
pub mod tags;
pub mod user_checks;
pub mod user_fields;

pub use create_user::CreateUser;
pub use delete_user::DeleteUser;
pub use edit_email_address::EditEmailAddress;
pub use edit_user::EditUser;
pub mod associate_connection_alias;
pub mod associate_email_address_alias;
pub mod create_connection_alias;
pub mod create_email_address;
pub mod delete_connection_alias;
pub mod delete_email_address;
pub mod disassociate_connection_alias;
pub mod disassociate_email_address_alias;
pub mod edit_connection_alias_tags;
pub mod host_name;
pub mod share_connection_alias;
pub mod unshare_connection_alias;

pub use associate_connection_alias::AssociateConnectionAlias;
pub use associate_email_address_alias::AssociateEmailAddressAlias;
pub use create_connection_alias::CreateConnectionAlias;
pub use create_email_address::CreateEmailAddress;
pub use delete_connection_alias::DeleteConnectionAlias;
pub use delete_email_address::DeleteEmailAddress;
pub use disassociate_connection_alias::DisassociateConnectionAlias;
pub use disassociate_email_address_alias::DisassociateEmailAddressAlias;
pub use edit_connection_alias_tags::EditConnectionAliasTags;
pub use share_connection_alias::ShareConnectionAlias;
pub use unshare_connection_alias::UnshareConnectionAlias;
