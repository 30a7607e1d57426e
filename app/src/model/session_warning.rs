//! What a person is told before their session ends.

use super::{session::SessionEnd, time::Timestamp};

/// So long before a session ends for want of anything done.
const BEFORE_IDLE: i64 = 2 * 60_000;

/// So long before it ends in any case: signing in again takes longer than a click.
const BEFORE_ABSOLUTE: i64 = 5 * 60_000;

/// A session is about to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Why.
    pub why: Why,
    /// When.
    pub at: Timestamp,
    /// Whole minutes until then, rounded up.
    pub minutes: i64,
}

/// Why a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing was done: doing something keeps it.
    Idle,
    /// It has lasted as long as one may: only signing in again helps.
    Absolute,
}

impl Warning {
    /// What is due at `now`, by the server's clock.
    #[must_use]
    pub fn due(end: &SessionEnd, now: Timestamp) -> Option<Self> {
        let is_near = |at: Timestamp, before: i64| at.since(now) <= before;
        let (why, at) = if end.idle < end.absolute && is_near(end.idle, BEFORE_IDLE) {
            (Why::Idle, end.idle)
        } else if is_near(end.absolute, BEFORE_ABSOLUTE) {
            (Why::Absolute, end.absolute)
        } else {
            return None;
        };
        let minutes = at.since(now).div_euclid(60_000) + i64::from(at.since(now) % 60_000 > 0);
        Some(Self { why, at, minutes })
    }

    /// "in 2 minutes".
    #[must_use]
    pub fn until(&self) -> String {
        match self.minutes {
            ..=0 => "any moment".to_owned(),
            1 => "in a minute".to_owned(),
            minutes => format!("in {minutes} minutes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn due(idle: i64, absolute: i64, now: i64) -> Option<(Why, i64)> {
        let end = SessionEnd {
            idle: Timestamp::from_millis(idle),
            absolute: Timestamp::from_millis(absolute),
            now: Timestamp::from_millis(0),
        };
        Warning::due(&end, Timestamp::from_millis(now)).map(|warning| (warning.why, warning.minutes))
    }

    #[test]
    fn comes_two_minutes_before_the_idle_end() {
        let at = |now| due(30 * MINUTE, 600 * MINUTE, now);
        assert_eq!(at(28 * MINUTE - 1), None);
        assert_eq!(at(28 * MINUTE), Some((Why::Idle, 2)));
        assert_eq!(at(29 * MINUTE - 1), Some((Why::Idle, 2)));
        assert_eq!(at(29 * MINUTE + 1), Some((Why::Idle, 1)));
        assert_eq!(at(31 * MINUTE), Some((Why::Idle, 0)));
    }

    #[test]
    fn comes_five_minutes_before_the_absolute_end() {
        let at = |now| due(30 * MINUTE, 20 * MINUTE, now);
        assert_eq!(at(15 * MINUTE - 1), None);
        assert_eq!(at(15 * MINUTE), Some((Why::Absolute, 5)));
    }

    #[test]
    fn speaks_of_what_ends_it_first() {
        assert_eq!(due(10 * MINUTE, 11 * MINUTE, 9 * MINUTE), Some((Why::Idle, 1)));
        assert_eq!(due(10 * MINUTE, 10 * MINUTE, 9 * MINUTE), Some((Why::Absolute, 1)));
        // The idle end is not near yet; the other is.
        assert_eq!(due(10 * MINUTE, 11 * MINUTE, 7 * MINUTE), Some((Why::Absolute, 4)));
    }

    #[test]
    fn says_how_long_there_is() {
        let until = |minutes| {
            Warning {
                why: Why::Idle,
                at: Timestamp::from_millis(0),
                minutes,
            }
            .until()
        };
        assert_eq!([2, 1, 0].map(until), ["in 2 minutes", "in a minute", "any moment"]);
    }
}
