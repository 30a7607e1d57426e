//! Forms about users.

pub mod bulk;
