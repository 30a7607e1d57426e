//! The quota of each operation.

use time::Duration;

use super::Rates;
use crate::wire::Service;

/// So many calls a second, and so many at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    per_second: f64,
    burst: f64,
}

impl Limit {
    /// What AWS grants a new account; `None` where the simulated AWS sets no limit.
    pub fn of(service: Service, operation: &str) -> Quota {
        let limit = |per_second, burst| Quota(Some(Limit { per_second, burst }));
        match (service, operation) {
            // Listed among the account's quotas; AWS names no burst, so it is a second's worth.
            (Service::Connect, "ListUsers" | "DescribeUser" | "ListUserHierarchyGroups") => limit(10.0, 10.0),
            // WorkSpaces publishes no rate: Connect's default stands in for it.
            (Service::Connect | Service::WorkSpaces, _) => limit(2.0, 5.0),
            // <https://docs.aws.amazon.com/ses/latest/dg/quotas.html>
            (Service::Ses, _) => limit(1.0, 1.0),
            (Service::Sts, _) => Quota(None),
        }
    }

    /// How long one token takes to come back. Rounded down, so that a whole burst fits its window.
    pub fn interval(self) -> Duration {
        Duration::saturating_seconds_f64((1e9 / self.per_second).floor() / 1e9)
    }

    /// How long an empty bucket takes to fill.
    pub fn window(self) -> Duration {
        Duration::saturating_seconds_f64(self.burst / self.per_second)
    }
}

/// The limit that AWS sets, if it sets one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quota(Option<Limit>);

impl Quota {
    /// The limit in force: a factor applies to rate and burst, but a burst is at least one call.
    pub fn at(self, rates: Rates) -> Option<Limit> {
        let Limit { per_second, burst } = self.0?;
        let factor = match rates {
            Rates::Off => return None,
            Rates::Real => 1.0,
            Rates::Times(factor) => factor,
        };
        Some(Limit {
            per_second: per_second * factor,
            burst: (burst * factor).max(1.0),
        })
    }
}
