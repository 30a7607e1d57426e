//! Forms about SES identities.

pub mod configuration_set;
pub mod create;
pub mod delete;
pub mod delete_policy;
mod dkim;
pub mod dkim_signing;
pub mod feedback_forwarding;
pub mod mail_from;
pub mod policy;
pub mod signing_attributes;
pub mod tags;
