//! The audit log: who changed what.

mod calls;
pub mod detail;
mod filter;
pub mod list;
