//! What the store of zones refuses.

use hickory_proto::rr::RecordType;

/// Why a name, a record or a zone is not accepted; the message says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not a domain name.
    #[error("'{name}' is not a domain name: {reason}")]
    InvalidName {
        /// What was given.
        name: String,
        /// The rule that it breaks.
        reason: &'static str,
    },
    /// A type of record that cannot be published here.
    #[error("'{0}' records cannot be published here: use A, AAAA, CNAME, MX, TXT or NS")]
    InvalidType(String),
    /// A record set whose values or TTL are not possible.
    #[error("this is not a {record_type} record set: {reason}")]
    InvalidRecordSet {
        /// The type that the values should have.
        record_type: RecordType,
        /// The rule that they break.
        reason: String,
    },
    /// Possible in itself, but not beside what is there already.
    #[error("{0}")]
    Conflict(String),
    /// There is nothing to withdraw.
    #[error("there is no {record_type} record at '{name}'")]
    NoSuchRecordSet {
        /// The name, without the final dot.
        name: String,
        /// The type of record.
        record_type: RecordType,
    },
    /// The store has no such zone.
    #[error("there is no zone '{0}': publish a record, or make the zone with PUT {{\"server\":\"ANSWERING\"}}")]
    NoSuchZone(String),
}
