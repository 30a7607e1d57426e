//! The record of calls: what clients asked for, and what they were told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::control::moment;
use crate::fault::KindName;
use crate::wire::Service;

/// Older calls are forgotten.
const CAPACITY: usize = 100_000;
const DEFAULT_LIMIT: usize = 1000;

/// One call that was answered, or was let down by a fault.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// When it was made, in simulated time.
    #[serde(serialize_with = "moment::serialize")]
    pub time: OffsetDateTime,
    /// Whose operation.
    pub service: Service,
    /// AWS's name for it.
    pub operation: String,
    /// Twelve digits.
    pub account: String,
    /// A Region's code.
    pub region: String,
    /// The HTTP status of the operation's answer, whether or not it reached the client; `None` if
    /// a fault struck before the operation.
    pub status: Option<u16>,
    /// The error's code.
    pub error: Option<String>,
    /// The kind of the fault that struck.
    pub fault: Option<KindName>,
    /// The `x-amzn-RequestId`.
    pub request_id: String,
}

/// A call, and its place in the sequence of all calls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Counts from 1, and on through a clearing.
    pub id: u64,
    /// The call itself.
    #[serde(flatten)]
    pub call: Call,
}

/// Which calls to list: those that match everything that is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Calls of this service.
    pub service: Option<Service>,
    /// Calls of this operation.
    pub operation: Option<String>,
    /// Calls to this Region.
    pub region: Option<String>,
    /// Calls that were answered with this HTTP status.
    pub status: Option<u16>,
    /// Calls that came later than the one with this id.
    pub after: Option<u64>,
    /// At most so many, the oldest first; 1000 if left out.
    pub limit: Option<usize>,
}

/// Some calls, and how many there are of each operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listing {
    /// The oldest first.
    pub calls: Vec<Entry>,
    /// Every call that matches, whatever the limit, by `service:operation`.
    pub counts: BTreeMap<String, u64>,
    /// The id of the latest call of all, or 0: what `after` takes to see only what comes next.
    pub last: u64,
}

/// The last 100,000 calls.
#[derive(Debug, Default)]
pub struct CallLog(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    entries: VecDeque<Entry>,
    last: u64,
}

impl CallLog {
    /// Adds a call. Its id.
    pub fn record(&self, call: Call) -> u64 {
        let mut log = self.entries();
        if log.entries.len() == CAPACITY {
            log.entries.pop_front();
        }
        log.last += 1;
        let id = log.last;
        log.entries.push_back(Entry { id, call });
        id
    }

    /// Forgets every call, but not how many there were.
    pub fn clear(&self) {
        self.entries().entries.clear();
    }

    /// The calls that match `filter`.
    pub fn list(&self, filter: &Filter) -> Listing {
        let log = self.entries();
        let mut listing = Listing {
            calls: Vec::new(),
            counts: BTreeMap::new(),
            last: log.last,
        };
        let limit = filter.limit.unwrap_or(DEFAULT_LIMIT);
        for entry in log.entries.iter().filter(|entry| filter.matches(entry)) {
            *listing.counts.entry(entry.call.name()).or_default() += 1;
            if listing.calls.len() < limit {
                listing.calls.push(entry.clone());
            }
        }
        listing
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Filter {
    fn matches(&self, Entry { id, call }: &Entry) -> bool {
        self.after.is_none_or(|after| *id > after)
            && self.service.is_none_or(|service| call.service == service)
            && self
                .operation
                .as_ref()
                .is_none_or(|operation| call.operation == *operation)
            && self.region.as_ref().is_none_or(|region| call.region == *region)
            && self.status.is_none_or(|status| call.status == Some(status))
    }
}

impl Call {
    fn name(&self) -> String {
        format!("{}:{}", self.service.signing_name(), self.operation)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn call(service: Service, operation: &str, status: u16) -> Call {
        Call {
            time: datetime!(2026-01-31 12:00 UTC),
            service,
            operation: operation.to_owned(),
            account: crate::ACCOUNT_ID.to_owned(),
            region: "us-east-1".to_owned(),
            status: Some(status),
            error: None,
            fault: None,
            request_id: "00000000-0000-4000-8000-000000000000".to_owned(),
        }
    }

    fn ids(listing: &Listing) -> Vec<u64> {
        listing.calls.iter().map(|entry| entry.id).collect()
    }

    #[test]
    fn lists_what_matches_everything_that_is_given() {
        let log = CallLog::default();
        log.record(call(Service::Connect, "ListUsers", 200));
        log.record(call(Service::Connect, "ListUsers", 429));
        log.record(call(Service::Ses, "GetEmailIdentity", 200));
        let all = log.list(&Filter::default());
        assert_eq!(ids(&all), [1, 2, 3]);
        assert_eq!(all.counts["connect:ListUsers"], 2);
        let listing = log.list(&Filter {
            service: Some(Service::Connect),
            status: Some(429),
            ..Filter::default()
        });
        assert_eq!(ids(&listing), [2]);
        let elsewhere = Filter {
            region: Some("eu-west-2".to_owned()),
            ..Filter::default()
        };
        assert_eq!(ids(&log.list(&elsewhere)), [0_u64; 0]);
    }

    #[test]
    fn goes_on_after_the_last_one_seen() {
        let log = CallLog::default();
        for _ in 0..5 {
            log.record(call(Service::Sts, "GetCallerIdentity", 200));
        }
        let page = |after| {
            log.list(&Filter {
                after: Some(after),
                limit: Some(2),
                ..Filter::default()
            })
        };
        assert_eq!(ids(&page(0)), [1, 2]);
        assert_eq!(ids(&page(2)), [3, 4]);
        assert_eq!(page(2).counts["sts:GetCallerIdentity"], 3);
        assert_eq!(page(2).last, 5);
    }

    #[test]
    fn clearing_does_not_start_the_sequence_again() {
        let log = CallLog::default();
        log.record(call(Service::Sts, "GetCallerIdentity", 200));
        log.clear();
        assert_eq!(log.list(&Filter::default()).calls, []);
        assert_eq!(log.record(call(Service::Sts, "GetCallerIdentity", 200)), 2);
    }

    #[test]
    fn forgets_the_oldest() {
        let log = CallLog::default();
        for _ in 0..=CAPACITY {
            log.record(call(Service::Sts, "GetCallerIdentity", 200));
        }
        let listing = log.list(&Filter::default());
        assert_eq!(listing.calls[0].id, 2);
        assert_eq!(listing.counts["sts:GetCallerIdentity"], 100_000);
    }
}
