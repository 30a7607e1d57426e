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
