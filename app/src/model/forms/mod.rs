//! The forms: a file each, with its fields, what it has to know, and what may be wrong with it.

pub mod edit_email_address;
pub mod tags;

pub use edit_email_address::EditEmailAddress;
