//! Forms and their reviews.

mod email_addresses;
pub mod form;
pub mod review;
