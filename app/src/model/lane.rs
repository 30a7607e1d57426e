//! How fast one operation of AWS is called in a Region.

use super::{freshness::Service, region::Region};
use serde::{Deserialize, Serialize};

/// An operation's calls in a Region, which AWS counts apart from all others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaneState {
    /// The service.
    pub service: Service,
    /// The Region.
    pub region: Region,
    /// The operation, such as `DescribeUser`.
    pub operation: String,
    /// Calls a second that are made at most, as things are.
    pub per_second: f64,
    /// Calls a second that are made at most when AWS has not asked to slow down.
    pub full_per_second: f64,
    /// How many calls wait for their turn.
    pub waiting: u32,
    /// For how many milliseconds nothing is sent, because AWS asked to slow down.
    pub held_for_ms: u32,
}
