//! Moments, as the control's documents have them: RFC 3339.

use serde::ser::Error;
use serde::{Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Writes a moment.
pub fn serialize<S: Serializer>(moment: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    let text = moment.format(&Rfc3339).map_err(S::Error::custom)?;
    text.serialize(serializer)
}

/// The same within a sentence.
pub fn text(moment: OffsetDateTime) -> String {
    moment.format(&Rfc3339).unwrap_or_else(|_| moment.to_string())
}

/// Reads a moment; `None` if the text is none.
pub fn read(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}
