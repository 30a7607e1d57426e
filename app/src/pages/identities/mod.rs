//! List and detail.

mod cards;
pub mod detail;
mod dns;
pub mod list;
mod policies;
#[cfg(feature = "ssr")]
mod row;
mod verification;
