//! How fast things are read: an average of what was read of late.

use app::model::time::Timestamp;
use std::collections::VecDeque;

/// What was read within this time counts.
const WINDOW: i64 = 60 * 1_000;

/// Before this, an average would say more of the first answers than of the rate.
const TOO_EARLY: i64 = 2 * 1_000;

/// What was read, and when.
pub(super) struct Pace {
    start: Timestamp,
    read: VecDeque<(Timestamp, u32)>,
}

impl Pace {
    /// Nothing was read yet.
    pub(super) const fn start(now: Timestamp) -> Self {
        Self {
            start: now,
            read: VecDeque::new(),
        }
    }

    /// Notes that so many were read.
    pub(super) fn note(&mut self, count: u32, now: Timestamp) {
        self.read.retain(|(at, _)| now.since(*at) < WINDOW);
        self.read.push_back((now, count));
    }

    /// How many are read in a minute; 0 while that can't be told.
    pub(super) fn per_minute(&self, now: Timestamp) -> u32 {
        let taken = now.since(self.start).min(WINDOW);
        if taken < TOO_EARLY {
            return 0;
        }
        let of_late = self.read.iter().filter(|(at, _)| now.since(*at) < WINDOW);
        let count: i64 = of_late.map(|(_, count)| i64::from(*count)).sum();
        u32::try_from(count * WINDOW / taken).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    #[test]
    fn a_rate_is_told_once_there_is_one_and_follows_it() {
        let mut pace = Pace::start(at(0));
        pace.note(5, at(1));
        assert_eq!(pace.per_minute(at(1)), 0);
        for second in 2..=10 {
            pace.note(5, at(second));
        }
        // Five a second.
        assert_eq!(pace.per_minute(at(10)), 300);
        // From then on one every two seconds: what was before is forgotten within a minute.
        for second in (12..=80).step_by(2) {
            pace.note(1, at(second));
        }
        assert_eq!(pace.per_minute(at(80)), 30);
        assert_eq!(pace.per_minute(at(200)), 0);
    }
}
