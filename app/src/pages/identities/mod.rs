//! List and detail.

mod cards;
pub mod detail;
mod dns;
pub mod list;
mod policies;
mod verification;
