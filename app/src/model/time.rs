//! Points in time, and how they are written for a person.

use ::time::{OffsetDateTime, UtcDateTime, macros::format_description};
use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Reads the ISO 8601 form (RFC 3339) in which Amazon Connect returns an e-mail address's timestamps.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parsed = OffsetDateTime::parse(text, &::time::format_description::well_known::Rfc3339).ok()?;
        i64::try_from(parsed.unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }

    /// The minute that it is in.
    #[must_use]
    pub const fn minute(self) -> Self {
        Self(self.0 - self.0.rem_euclid(MINUTE))
    }

    /// Milliseconds from `earlier` until this; 0 when `earlier` is later (clocks differ).
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        let millis = self.0.saturating_sub(earlier.0);
        if millis < 0 { 0 } else { millis }
    }

    /// Whether this was less than `millis` milliseconds before `now`. What seems to lie more than a minute ahead was not: the clock
    /// was put back since.
    #[must_use]
    pub const fn is_within(self, millis: i64, now: Self) -> bool {
        let ago = now.0.saturating_sub(self.0);
        -MINUTE < ago && ago < millis
    }

    /// Whole days from `earlier` until this.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.since(earlier) / DAY
    }

    /// "18 Nov 2026, 09:12 UTC".
    #[must_use]
    pub fn display(self) -> String {
        self.format(format_description!(
            "[day padding:none] [month repr:short] [year], [hour]:[minute] UTC"
        ))
    }

    /// "09:12 UTC".
    #[must_use]
    pub fn clock(self) -> String {
        self.format(format_description!("[hour]:[minute] UTC"))
    }

    /// "2026-11-18T09:12:30Z", for machines: `<time datetime>`, CSV.
    #[must_use]
    pub fn iso(self) -> String {
        self.format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z"))
    }

    /// How long before `now` this was, as a person says it: "just now", "2 min ago", "yesterday", "9 Nov 2026".
    #[must_use]
    pub fn ago(self, now: Self) -> String {
        match now.since(self) {
            age if age < MINUTE => "just now".to_owned(),
            age if age < HOUR => format!("{} min ago", age / MINUTE),
            age if age < DAY => format!("{} h ago", age / HOUR),
            age if age < 2 * DAY => "yesterday".to_owned(),
            age if age < 7 * DAY => format!("{} days ago", age / DAY),
            _ => self.format(format_description!("[day padding:none] [month repr:short] [year]")),
        }
    }

    /// The same, where it says more than the date does: within a week.
    #[must_use]
    pub fn ago_if_recent(self, now: Self) -> Option<String> {
        (now.since(self) < 7 * DAY).then(|| self.ago(now))
    }

    fn format(self, description: &(impl ::time::formatting::Formattable + ?Sized)) -> String {
        UtcDateTime::from_unix_timestamp(self.0.div_euclid(SECOND))
            .ok()
            .and_then(|utc| utc.format(description).ok())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NINE_TWELVE: Timestamp = Timestamp(1_795_079_520_000);

    #[test]
    fn is_written_for_people_and_for_machines() {
        assert_eq!(NINE_TWELVE.display(), "19 Nov 2026, 09:12 UTC");
        assert_eq!(NINE_TWELVE.clock(), "09:12 UTC");
        assert_eq!(NINE_TWELVE.iso(), "2026-11-19T09:12:00Z");
    }

    #[test]
    fn says_how_long_ago() {
        let ago = |millis: i64| NINE_TWELVE.ago(Timestamp(NINE_TWELVE.0 + millis));
        assert_eq!(ago(59 * SECOND), "just now");
        assert_eq!(ago(2 * MINUTE), "2 min ago");
        assert_eq!(ago(23 * HOUR), "23 h ago");
        assert_eq!(ago(30 * HOUR), "yesterday");
        assert_eq!(ago(6 * DAY), "6 days ago");
        assert_eq!(ago(10 * DAY), "19 Nov 2026");
        assert_eq!(ago(-5 * MINUTE), "just now");
    }

    #[test]
    fn reads_what_connect_writes() {
        assert_eq!(Timestamp::parse("2026-11-19T09:12:00Z"), Some(NINE_TWELVE));
        assert_eq!(Timestamp::parse("2026-11-19T10:12:00.000+01:00"), Some(NINE_TWELVE));
        assert_eq!(Timestamp::parse("yesterday"), None);
    }
}
