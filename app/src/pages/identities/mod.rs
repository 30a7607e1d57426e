//! List and detail.

pub mod detail;
mod dns;
pub mod list;
mod verification;
