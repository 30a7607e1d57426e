//! Forms about users.

pub mod bulk;
pub mod create;
pub mod delete;
pub mod edit;
mod fields;
