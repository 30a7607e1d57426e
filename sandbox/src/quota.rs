//! How often an operation may be called: token buckets per account, Region and operation, which
//! refill with simulated time.
//! <https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas>

mod limit;
mod rates;
mod throttled;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::OffsetDateTime;

use crate::account::Scope;
use crate::wire::Service;
use limit::Limit;
pub use rates::Rates;
pub use throttled::throttled;

/// The rates in force, and what is left of them.
#[derive(Debug)]
pub struct Quotas(Mutex<Buckets>);

#[derive(Debug)]
struct Buckets {
    rates: Rates,
    /// When each bucket is full again (the generic cell rate algorithm).
    full_at: HashMap<Key, OffsetDateTime>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    account: &'static str,
    region: String,
    service: Service,
    operation: String,
}

impl Quotas {
    /// Every bucket is full.
    pub fn new(rates: Rates) -> Self {
        Self(Mutex::new(Buckets {
            rates,
            full_at: HashMap::new(),
        }))
    }

    /// The rates in force.
    pub fn rates(&self) -> Rates {
        self.buckets().rates
    }

    /// Changes the rates; every bucket is full again.
    pub fn set_rates(&self, rates: Rates) {
        let mut buckets = self.buckets();
        buckets.rates = rates;
        buckets.full_at.clear();
    }

    /// Takes a token for one call. False when there is none: the call is throttled, and costs none.
    pub fn admit(&self, scope: &Scope, service: Service, operation: &str, now: OffsetDateTime) -> bool {
        let mut buckets = self.buckets();
        let Some(limit) = Limit::of(service, operation).at(buckets.rates) else {
            return true;
        };
        let key = Key {
            account: scope.account,
            region: scope.region.clone(),
            service,
            operation: operation.to_owned(),
        };
        buckets.take(key, limit, now)
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buckets {
    fn take(&mut self, key: Key, limit: Limit, now: OffsetDateTime) -> bool {
        let known = self.full_at.get(&key).copied();
        let full_at = known.unwrap_or(now).max(now).saturating_add(limit.interval());
        let is_admitted = full_at - now <= limit.window();
        if is_admitted {
            self.full_at.insert(key, full_at);
        }
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-01-31 12:00 UTC);

    fn admitted(quotas: &Quotas, service: Service, operation: &str, calls: usize, now: OffsetDateTime) -> usize {
        let scope = Scope::first_account("us-east-1");
        (0..calls)
            .filter(|_| quotas.admit(&scope, service, operation, now))
            .count()
    }

    #[test]
    fn each_service_has_its_own_burst() {
        let quotas = Quotas::new(Rates::Real);
        for (service, operation, burst) in [
            (Service::Connect, "SearchUsers", 5),
            (Service::Connect, "ListUsers", 10),
            (Service::Connect, "DescribeUser", 10),
            (Service::Connect, "ListUserHierarchyGroups", 10),
            (Service::Ses, "GetEmailIdentity", 1),
            (Service::WorkSpaces, "DescribeConnectionAliases", 5),
            (Service::Sts, "GetCallerIdentity", 100),
        ] {
            assert_eq!(admitted(&quotas, service, operation, 100, NOW), burst, "{operation}");
        }
    }

    #[test]
    fn refills_with_time_up_to_its_burst() {
        let quotas = Quotas::new(Rates::Real);
        assert_eq!(admitted(&quotas, Service::Connect, "SearchUsers", 9, NOW), 5);
        let later = NOW + Duration::milliseconds(499);
        assert_eq!(admitted(&quotas, Service::Connect, "SearchUsers", 9, later), 0);
        let later = NOW + Duration::SECOND;
        assert_eq!(admitted(&quotas, Service::Connect, "SearchUsers", 9, later), 2);
        let later = NOW + Duration::HOUR;
        assert_eq!(admitted(&quotas, Service::Connect, "SearchUsers", 9, later), 5);
    }

    #[test]
    fn accounts_regions_and_operations_do_not_share() {
        let quotas = Quotas::new(Rates::Real);
        let admit = |scope: &Scope, operation: &str| quotas.admit(scope, Service::Ses, operation, NOW);
        let us = Scope::first_account("us-east-1");
        assert!(admit(&us, "GetEmailIdentity"));
        assert!(!admit(&us, "GetEmailIdentity"));
        assert!(admit(&us, "ListEmailIdentities"));
        assert!(admit(&Scope::first_account("eu-west-2"), "GetEmailIdentity"));
        let other = Scope::of_access_key(crate::OTHER_ACCESS_KEY_ID, "us-east-1");
        assert!(admit(&other, "GetEmailIdentity"));
    }

    #[test]
    fn a_factor_raises_rate_and_burst() {
        let quotas = Quotas::new(Rates::Times(3.0));
        assert_eq!(admitted(&quotas, Service::Connect, "SearchUsers", 99, NOW), 15);
        let later = NOW + Duration::SECOND;
        assert_eq!(admitted(&quotas, Service::Connect, "SearchUsers", 99, later), 6);
    }

    #[test]
    fn a_small_factor_leaves_a_burst_of_one() {
        let quotas = Quotas::new(Rates::Times(0.1));
        assert_eq!(admitted(&quotas, Service::Ses, "GetEmailIdentity", 9, NOW), 1);
        let later = NOW + Duration::seconds(9);
        assert_eq!(admitted(&quotas, Service::Ses, "GetEmailIdentity", 9, later), 0);
        let later = NOW + Duration::seconds(10);
        assert_eq!(admitted(&quotas, Service::Ses, "GetEmailIdentity", 9, later), 1);
    }

    #[test]
    fn rates_change_at_once() {
        let quotas = Quotas::new(Rates::Off);
        assert_eq!(admitted(&quotas, Service::Ses, "GetEmailIdentity", 99, NOW), 99);
        quotas.set_rates(Rates::Real);
        assert_eq!(admitted(&quotas, Service::Ses, "GetEmailIdentity", 99, NOW), 1);
    }
}
