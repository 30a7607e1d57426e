//! List and detail.

pub mod detail;
pub mod list;
