//! Frontdesk's backend: the inventory of what AWS holds, the sync that keeps it fresh, and the HTTP that shows it.

pub mod audit;
pub mod auth;
pub mod aws;
mod backend;
pub mod changes;
pub mod cli;
pub mod clock;
pub mod config;
#[cfg(test)]
#[path = "../tests/it/data.rs"]
mod data;
mod errors;
pub mod http;
pub mod inventory;
pub mod metrics;
pub mod replicas;
pub mod run;
pub mod store;

// The name that tests call it by.
#[cfg(test)]
extern crate self as server;

pub use backend::{Frontdesk, Setup};
