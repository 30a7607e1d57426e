//! How much Frontdesk takes on at once.

use super::ConfigError;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// How much Frontdesk takes on at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Requests a second that one person may make for long.
    pub requests_per_second: NonZeroU32,
    /// Requests that one person may make at once.
    pub burst: NonZeroU32,
    /// Open connections.
    pub connections: usize,
    /// Requests that are worked on at the same time; others wait a little.
    pub in_flight: usize,
}

impl Default for Limits {
    /// An open page asks a few times a second while everything changes, so that nobody who works comes near these.
    fn default() -> Self {
        Self {
            requests_per_second: NonZeroU32::MIN.saturating_add(19),
            burst: NonZeroU32::MIN.saturating_add(99),
            connections: 2_048,
            in_flight: 256,
        }
    }
}

impl Limits {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let refuse = |key, why| Err(ConfigError::Value { key, why });
        if !(16..=1_000_000).contains(&self.connections) {
            return refuse("limits.connections", "is not between 16 and 1000000");
        }
        if !(1..=100_000).contains(&self.in_flight) {
            return refuse("limits.in_flight", "is not between 1 and 100000");
        }
        Ok(())
    }
}
