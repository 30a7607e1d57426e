//! Denials are logged in aggregate: whoever tries often must not be able to fill the disk.

use crate::clock::Clock;
use app::model::{access::Permission, time::Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// The time between two lines about one person and permission.
const INTERVAL_MILLIS: i64 = 60_000;

/// Persons and permissions that are told apart at a time.
const MOST: usize = 1_000;

/// Who was denied what since the last line about it.
pub(super) struct Denials {
    clock: Clock,
    since: Mutex<HashMap<(String, Permission), (Timestamp, u64)>>,
}

impl Denials {
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            clock,
            since: Mutex::default(),
        }
    }

    /// Notes a denial. Returns how many of the same there were since the last that was to be logged, where this one is.
    pub(super) fn note(&self, subject: &str, permission: Permission) -> Option<u64> {
        let now = (self.clock)();
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        if since.len() >= MOST {
            since.retain(|_, (logged, _)| now.since(*logged) < INTERVAL_MILLIS);
        }
        let known = since.len() < MOST || since.contains_key(&(subject.to_owned(), permission));
        if !known {
            return None;
        }
        match since.get_mut(&(subject.to_owned(), permission)) {
            Some((logged, count)) if now.since(*logged) < INTERVAL_MILLIS => {
                *count += 1;
                None
            }
            Some((logged, count)) => {
                *logged = now;
                Some(std::mem::take(count) + 1)
            }
            None => {
                since.insert((subject.to_owned(), permission), (now, 0));
                Some(1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};

    static NOW: AtomicI64 = AtomicI64::new(0);

    #[test]
    fn one_line_a_minute_counts_the_rest() {
        let denials = Denials::new(|| Timestamp::from_millis(NOW.load(Ordering::Relaxed)));
        assert_eq!(denials.note("vera", Permission::Delete), Some(1));
        assert_eq!(denials.note("vera", Permission::ManageSessions), Some(1));
        assert!((0..500).all(|_| denials.note("vera", Permission::Delete).is_none()));
        NOW.store(INTERVAL_MILLIS, Ordering::Relaxed);
        assert_eq!(denials.note("vera", Permission::Delete), Some(501));
        assert_eq!(denials.note("vera", Permission::Delete), None);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let denials = Denials::new(Timestamp::default);
        let logged = (0..10 * MOST).filter(|n| denials.note(&n.to_string(), Permission::Read).is_some());
        assert_eq!(logged.count(), MOST);
    }
}
