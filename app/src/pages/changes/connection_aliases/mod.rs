//! Forms about connection aliases.

pub mod associate;
pub mod create;
pub mod delete;
pub mod share;
pub mod tags;
