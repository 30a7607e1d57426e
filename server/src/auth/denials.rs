//! Denials are logged in aggregate: whoever tries often must not be able to fill the disk.

use super::Auth;
use crate::clock::Clock;
use app::model::{access::Permission, time::Timestamp};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The time between two lines about one person and permission.
const INTERVAL: Duration = Duration::from_mins(1);
const INTERVAL_MILLIS: i64 = 60_000;

/// Persons and permissions that are told apart at a time.
const MOST: usize = 1_000;

/// Who was denied what since the last line about it.
pub(super) struct Denials {
    clock: Clock,
    since: Mutex<Noted>,
}

type Noted = HashMap<(String, Permission), Since>;

/// What is known of one person and permission.
struct Since {
    logged: Timestamp,
    /// Denials that no line has told of.
    count: u64,
}

/// Denials of one person and permission that no line has told of.
#[derive(Debug, PartialEq, Eq)]
struct Untold {
    subject: String,
    permission: Permission,
    times: u64,
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
        let mut since = self.lock();
        if since.len() >= MOST {
            since.retain(|_, one| one.count > 0 || !one.is_due(now));
        }
        let has_room = since.len() < MOST;
        match since.entry((subject.to_owned(), permission)) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.count += 1;
                known.is_due(now).then(|| known.told(now))
            }
            Entry::Vacant(unknown) if has_room => {
                unknown.insert(Since { logged: now, count: 0 });
                Some(1)
            }
            Entry::Vacant(_) => None,
        }
    }

    /// Those that it is time to tell of, although none came after them.
    fn due(&self) -> Vec<Untold> {
        let now = (self.clock)();
        self.take(now, |one| one.is_due(now))
    }

    /// All that are left to tell of.
    fn rest(&self) -> Vec<Untold> {
        self.take((self.clock)(), |_| true)
    }

    fn take(&self, now: Timestamp, is_wanted: impl Fn(&Since) -> bool) -> Vec<Untold> {
        let mut since = self.lock();
        let untold = since.iter_mut().filter(|(_, one)| one.count > 0 && is_wanted(one));
        untold
            .map(|((subject, permission), one)| Untold {
                subject: subject.clone(),
                permission: *permission,
                times: one.told(now),
            })
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Since {
    fn is_due(&self, now: Timestamp) -> bool {
        now.since(self.logged) >= INTERVAL_MILLIS
    }

    fn told(&mut self, now: Timestamp) -> u64 {
        self.logged = now;
        std::mem::take(&mut self.count)
    }
}

impl Auth {
    /// Logs denials that no later one made be logged, again and again.
    pub async fn report_denials(&self) {
        loop {
            tokio::time::sleep(INTERVAL).await;
            log(self.denials.due());
        }
    }

    /// Logs the denials that are left, at the end.
    pub fn report_last_denials(&self) {
        log(self.denials.rest());
    }
}

fn log(untold: Vec<Untold>) {
    for Untold {
        subject,
        permission,
        times,
    } in untold
    {
        tracing::warn!(subject, permission = permission.as_str(), times, "denied");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};

    fn times(untold: &[Untold]) -> Vec<u64> {
        untold.iter().map(|one| one.times).collect()
    }

    #[test]
    fn one_line_a_minute_counts_the_rest() {
        static NOW: AtomicI64 = AtomicI64::new(0);
        let denials = Denials::new(|| Timestamp::from_millis(NOW.load(Ordering::Relaxed)));
        assert_eq!(denials.note("vera", Permission::Delete), Some(1));
        assert_eq!(denials.note("vera", Permission::ManageSessions), Some(1));
        assert!((0..500).all(|_| denials.note("vera", Permission::Delete).is_none()));
        NOW.store(INTERVAL_MILLIS, Ordering::Relaxed);
        assert_eq!(denials.note("vera", Permission::Delete), Some(501));
        assert_eq!(denials.note("vera", Permission::Delete), None);
    }

    #[test]
    fn the_last_ones_are_told_too() {
        static NOW: AtomicI64 = AtomicI64::new(0);
        let denials = Denials::new(|| Timestamp::from_millis(NOW.load(Ordering::Relaxed)));
        let lines = (0..600).filter_map(|_| denials.note("vera", Permission::Delete));
        assert_eq!(lines.sum::<u64>(), 1);
        assert_eq!(denials.due(), []);
        NOW.store(INTERVAL_MILLIS, Ordering::Relaxed);
        let rest = Untold {
            subject: "vera".to_owned(),
            permission: Permission::Delete,
            times: 599,
        };
        assert_eq!(denials.due(), [rest]);
        assert_eq!(denials.due(), []);
        // That was a line, so the next is due a minute after it; but for the end.
        assert_eq!(denials.note("vera", Permission::Delete), None);
        assert_eq!(denials.due(), []);
        assert_eq!(times(&denials.rest()), [1]);
        assert_eq!(denials.rest(), []);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let denials = Denials::new(Timestamp::default);
        let logged = (0..10 * MOST).filter(|n| denials.note(&n.to_string(), Permission::Read).is_some());
        assert_eq!(logged.count(), MOST);
    }

    #[test]
    fn making_room_forgets_nothing_untold() {
        static NOW: AtomicI64 = AtomicI64::new(0);
        let denials = Denials::new(|| Timestamp::from_millis(NOW.load(Ordering::Relaxed)));
        for _ in 0..3 {
            denials.note("vera", Permission::Delete);
        }
        let fill = || {
            for n in 0..MOST {
                denials.note(&n.to_string(), Permission::Read);
            }
        };
        fill();
        NOW.store(INTERVAL_MILLIS, Ordering::Relaxed);
        fill();
        assert!(denials.due().iter().any(|one| one.subject == "vera" && one.times == 2));
    }
}
