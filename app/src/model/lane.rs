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

impl LaneState {
    /// Calls a minute that are made at most, as things are; and when AWS has not asked to slow down.
    #[must_use]
    pub fn per_minute(&self) -> (u32, u32) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive, and a cast stops at the greatest number"
        )]
        let per_minute = |per_second: f64| (per_second * 60.0).round() as u32;
        (per_minute(self.per_second), per_minute(self.full_per_second))
    }

    /// Whether AWS asked to slow down a while ago.
    #[must_use]
    pub fn is_slowed(&self) -> bool {
        let (now, full) = self.per_minute();
        now < full
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_told_by_the_minute() {
        let lane = |per_second, full_per_second| LaneState {
            service: Service::Ses,
            region: "eu-west-2".parse().expect("a Region"),
            operation: "GetEmailIdentity".to_owned(),
            per_second,
            full_per_second,
            waiting: 0,
            held_for_ms: 0,
        };
        assert_eq!(lane(0.125, 0.5).per_minute(), (8, 30));
        assert!(lane(0.125, 0.5).is_slowed() && !lane(0.5, 0.5).is_slowed());
        assert_eq!(lane(0.0, 1e12).per_minute(), (0, u32::MAX));
    }
}
