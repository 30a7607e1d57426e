//! What SES asks the DNS. Names are given without the final dot.

use super::{SoaRecord, VerificationError};
use crate::dns::{Outcome, RecordType, Zones, parse_name, text_of_name, text_of_value};

/// The records of a type at `name`, at least one, in their text form: host names in lower case and
/// without the final dot, the strings of a TXT record joined (RFC 6376, section 3.6.2.2).
pub fn records(zones: &Zones, name: &str, record_type: RecordType) -> Result<Vec<String>, VerificationError> {
    let name = parse_name(name).map_err(|_| VerificationError::HostNotFound)?;
    let answer = zones.resolve(&name, record_type);
    match answer.outcome {
        Outcome::Found(_) => Ok(answer.values().map(text_of_value).collect()),
        Outcome::NoSuchName(_) => Err(VerificationError::HostNotFound),
        Outcome::NoSuchType(_) => Err(VerificationError::TypeNotFound),
        Outcome::TimedOut | Outcome::ServerFailure => Err(VerificationError::DnsServerError),
    }
}

/// The SOA record of the zone that `name` is in.
pub fn soa(zones: &Zones, name: &str) -> Option<SoaRecord> {
    let soa = zones.soa_of(&parse_name(name).ok()?)?;
    Some(SoaRecord {
        primary_name_server: text_of_name(&soa.primary_name_server),
        admin_email: text_of_name(&soa.administrator),
        serial_number: soa.serial.into(),
    })
}
