//! Forms about e-mail addresses.

pub mod alias;
pub mod create;
pub mod delete;
pub mod edit;
