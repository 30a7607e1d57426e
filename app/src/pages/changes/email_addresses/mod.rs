//! Forms about e-mail addresses.

pub mod edit;
