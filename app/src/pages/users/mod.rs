//! List and detail.

pub mod detail;
pub mod list;
#[cfg(feature = "ssr")]
mod row;
