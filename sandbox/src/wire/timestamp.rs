//! Moments on the wire.

use serde::{Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// A moment: in JSON documents the seconds since 1970, as the services' protocols write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(OffsetDateTime);

impl Timestamp {
    /// This moment, in whole seconds.
    pub fn at(moment: OffsetDateTime) -> Self {
        Self(moment.replace_nanosecond(0).unwrap_or(moment))
    }

    /// So long before `now`, in whole seconds.
    pub fn before(now: OffsetDateTime, age: Duration) -> Self {
        Self::at(now - age)
    }

    /// ISO 8601, for the few members that are strings in the model.
    pub fn iso8601(self) -> String {
        self.0.format(&Rfc3339).unwrap_or_default()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0.unix_timestamp())
    }
}
