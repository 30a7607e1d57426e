//! A search for DNS records that goes on for as long as they are needed.
//!
//! SES looks every minute for an hour, then every quarter of an hour; once it has found the records,
//! every hour. After 72 hours without them it gives up. (AWS tells the 72 hours only.) What the
//! DNS holds does not change between two looks at the clock, so that any number of checks is made
//! up for at once, with the outcome that one after the other would have had.
//! <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html>

use time::{Duration, OffsetDateTime};

use super::verdict::Verdict;
use super::{VerificationError, VerificationStatus};

/// How long SES looks before it gives up.
pub const PATIENCE: Duration = Duration::hours(72);

/// Where a search stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// What it has come to.
    pub status: VerificationStatus,
    /// Since when: for `PENDING` from the beginning, otherwise from the check that brought it about.
    pub since: OffsetDateTime,
    /// `None` once SES has given up.
    pub next_check: Option<OffsetDateTime>,
    /// The last check.
    pub last_checked: Option<OffsetDateTime>,
    /// The last check that found the records.
    pub last_success: Option<OffsetDateTime>,
    /// Why the last check did not.
    pub error: Option<VerificationError>,
}

impl Detection {
    /// A search that begins now. The first check comes a minute later.
    pub fn begin(now: OffsetDateTime) -> Self {
        let mut detection = Self {
            status: VerificationStatus::Pending,
            since: now,
            next_check: None,
            last_checked: None,
            last_success: None,
            error: None,
        };
        detection.next_check = Some(detection.after(now));
        detection
    }

    /// A search that found the records at once, and has looked for the last time at `last_success`.
    pub fn that_found(since: OffsetDateTime, last_success: OffsetDateTime) -> Self {
        Self {
            status: VerificationStatus::Success,
            since,
            next_check: Some(last_success + Duration::HOUR),
            last_checked: Some(last_success),
            last_success: Some(last_success),
            error: None,
        }
    }

    /// Whether a check is due.
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        self.next_check.is_some_and(|next| next <= now)
    }

    /// Makes every check that was due until now; each has the same `verdict`.
    pub fn catch_up(&mut self, verdict: Verdict, now: OffsetDateTime) {
        while let Some(next) = self.next_check.filter(|next| *next <= now) {
            match (verdict, self.status) {
                (Ok(()), VerificationStatus::Success) => self.found(self.last_until(now)),
                (Ok(()), _) => {
                    self.enter(VerificationStatus::Success, next);
                    self.found(next);
                }
                (Err(error), VerificationStatus::Success) => {
                    self.enter(VerificationStatus::TemporaryFailure, next);
                    self.missed(error, next);
                }
                (Err(error), _) => {
                    let deadline = self.since + PATIENCE;
                    self.missed(error, self.last_until(now.min(deadline)));
                    if now >= deadline {
                        self.enter(VerificationStatus::Failed, deadline);
                        self.next_check = None;
                    }
                }
            }
        }
    }

    fn enter(&mut self, status: VerificationStatus, at: OffsetDateTime) {
        self.status = status;
        self.since = at;
    }

    fn found(&mut self, at: OffsetDateTime) {
        self.last_success = Some(at);
        self.error = None;
        self.checked(at);
    }

    fn missed(&mut self, error: VerificationError, at: OffsetDateTime) {
        self.error = Some(error);
        self.checked(at);
    }

    fn checked(&mut self, at: OffsetDateTime) {
        self.last_checked = Some(at);
        self.next_check = Some(self.after(at));
    }

    /// The last check that is not after `moment`.
    fn last_until(&self, moment: OffsetDateTime) -> OffsetDateTime {
        let elapsed = moment - self.since;
        let interval = self.interval(elapsed).whole_seconds();
        self.since + Duration::seconds(elapsed.whole_seconds() / interval * interval)
    }

    /// The check that follows the one at `moment`.
    fn after(&self, moment: OffsetDateTime) -> OffsetDateTime {
        moment + self.interval(moment - self.since)
    }

    /// Each interval is a multiple of the ones before it.
    fn interval(&self, elapsed: Duration) -> Duration {
        match self.status {
            VerificationStatus::Success => Duration::HOUR,
            VerificationStatus::Pending if elapsed < Duration::HOUR => Duration::MINUTE,
            _ => Duration::minutes(15),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const BEGIN: OffsetDateTime = datetime!(2026-01-31 12:00:00.5 UTC);
    const MISSING: Verdict = Err(VerificationError::HostNotFound);

    fn after(detection: &Detection, verdict: Verdict, elapsed: Duration) -> Detection {
        let mut detection = detection.clone();
        detection.catch_up(verdict, BEGIN + elapsed);
        detection
    }

    #[test]
    fn nothing_is_checked_before_a_minute_has_passed() {
        let begun = Detection::begin(BEGIN);
        assert_eq!(after(&begun, Ok(()), Duration::seconds(59)), begun);
        assert!(!begun.is_due(BEGIN + Duration::seconds(59)));
        assert!(begun.is_due(BEGIN + Duration::MINUTE));
    }

    #[test]
    fn what_is_there_is_found_at_the_first_check() {
        let found = after(
            &Detection::begin(BEGIN),
            Ok(()),
            Duration::hours(5) + Duration::MINUTE * 30,
        );
        assert_eq!(found.status, VerificationStatus::Success);
        assert_eq!(found.since, BEGIN + Duration::MINUTE);
        assert_eq!(found.last_success, Some(BEGIN + Duration::hours(5) + Duration::MINUTE));
        assert_eq!(found.last_checked, found.last_success);
        assert_eq!(found.next_check, Some(BEGIN + Duration::hours(6) + Duration::MINUTE));
    }

    #[test]
    fn checks_become_rarer_after_an_hour() {
        let begun = Detection::begin(BEGIN);
        for (elapsed, last, next) in [
            (59, 59, 60),
            (60, 60, 75),
            (74, 60, 75),
            (75, 75, 90),
            (4000, 3990, 4005),
        ] {
            let pending = after(&begun, MISSING, Duration::minutes(elapsed));
            assert_eq!(pending.status, VerificationStatus::Pending);
            assert_eq!(pending.last_checked, Some(BEGIN + Duration::minutes(last)), "{elapsed}");
            assert_eq!(pending.next_check, Some(BEGIN + Duration::minutes(next)), "{elapsed}");
            assert_eq!(pending.error, Some(VerificationError::HostNotFound));
        }
    }

    #[test]
    fn a_search_in_vain_ends_after_72_hours() {
        let begun = Detection::begin(BEGIN);
        let almost = after(&begun, MISSING, PATIENCE - Duration::SECOND);
        assert_eq!(almost.status, VerificationStatus::Pending);
        for late in [Duration::ZERO, Duration::days(30)] {
            let failed = after(&begun, MISSING, PATIENCE + late);
            assert_eq!(failed.status, VerificationStatus::Failed);
            assert_eq!(failed.last_checked, Some(BEGIN + PATIENCE));
            assert_eq!(failed.next_check, None);
            assert_eq!(after(&failed, Ok(()), Duration::days(60)), failed);
        }
        let at_last = after(&almost, Ok(()), PATIENCE);
        assert_eq!(at_last.status, VerificationStatus::Success);
    }

    #[test]
    fn what_was_found_may_be_missed_for_72_hours() {
        let found = after(&Detection::begin(BEGIN), Ok(()), Duration::MINUTE);
        let missed = after(&found, MISSING, Duration::minutes(61));
        assert_eq!(missed.status, VerificationStatus::TemporaryFailure);
        assert_eq!(missed.last_success, Some(BEGIN + Duration::MINUTE));
        assert_eq!(missed.next_check, Some(BEGIN + Duration::minutes(76)));
        let back = after(&missed, Ok(()), Duration::minutes(76));
        assert_eq!((back.status, back.error), (VerificationStatus::Success, None));
        let lost = after(&missed, MISSING, Duration::minutes(61) + PATIENCE);
        assert_eq!(lost.status, VerificationStatus::Failed);
        assert_eq!(lost.since, BEGIN + Duration::minutes(61) + PATIENCE);
    }

    #[test]
    fn a_jump_has_the_outcome_of_many_steps() {
        let phases = [(Ok(()), 0), (MISSING, 0), (MISSING, 45), (MISSING, 200), (Ok(()), 200)];
        for (before, minutes) in phases {
            let begun = after(&Detection::begin(BEGIN), before, Duration::minutes(minutes));
            for verdict in [Ok(()), MISSING] {
                for jump in [1, 59, 61, 90, 700, 4319, 4320, 4321, 4400, 9000] {
                    let mut stepped = begun.clone();
                    for minute in minutes..=minutes + jump {
                        stepped.catch_up(verdict, BEGIN + Duration::minutes(minute));
                    }
                    let jumped = after(&begun, verdict, Duration::minutes(minutes + jump));
                    assert_eq!(jumped, stepped, "{before:?} {minutes} {verdict:?} {jump}");
                }
            }
        }
    }
}
