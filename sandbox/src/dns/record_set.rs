//! All records of one type at one name: they are published, and answered, together.
//! <https://www.rfc-editor.org/rfc/rfc2181#section-5>

use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::Error;
use super::value::{parse_value, text_of_value};

/// How long a record may be cached, in seconds, where nothing else is said.
pub const DEFAULT_TTL: u32 = 300;

/// <https://www.rfc-editor.org/rfc/rfc2181#section-8>
const MAX_TTL: u32 = i32::MAX.cast_unsigned();
/// What Route 53 allows, which keeps an answer far below the 65,535 bytes of a DNS message.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html>
const MAX_TEXT: usize = 32_000;
/// What Route 53 allows.
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html>
const MAX_VALUES: usize = 400;

/// A record set: at least one value, no value twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSet {
    record_type: RecordType,
    ttl: u32,
    values: Vec<RData>,
}

impl RecordSet {
    /// Reads values in their text form, such as `10 mail.example.com` for MX and plain text for
    /// TXT. `ttl` is in seconds.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRecordSet`] or [`Error::InvalidName`] for a value that is not one of the
    /// type, for no values, too many or the same twice, for two values of a CNAME, and for a TTL
    /// above 2,147,483,647; [`Error::InvalidType`] for a type that cannot be published.
    pub fn parse<S: AsRef<str>>(record_type: RecordType, values: &[S], ttl: u32) -> Result<Self, Error> {
        let invalid = |reason: &str| Error::InvalidRecordSet {
            record_type,
            reason: reason.to_owned(),
        };
        if ttl > MAX_TTL {
            return Err(invalid("the TTL is at most 2147483647 seconds"));
        }
        if values.len() > MAX_VALUES || values.iter().map(|value| value.as_ref().len()).sum::<usize>() > MAX_TEXT {
            return Err(invalid("it has at most 400 values and 32000 bytes"));
        }
        let values = values.iter().map(|value| parse_value(record_type, value.as_ref()));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        match values.as_slice() {
            [] => Err(invalid("it has no values; DELETE it to withdraw it")),
            [_, _, ..] if record_type == RecordType::CNAME => Err(invalid("a name has one CNAME value only")),
            _ if has_duplicates(&values) => Err(invalid("the same value is there twice")),
            _ => Ok(Self {
                record_type,
                ttl,
                values,
            }),
        }
    }

    /// The type of every value.
    pub fn record_type(&self) -> RecordType {
        self.record_type
    }

    /// How long the records may be cached, in seconds.
    pub fn ttl(&self) -> u32 {
        self.ttl
    }

    /// The values, in the order in which they were published.
    pub fn values(&self) -> &[RData] {
        &self.values
    }

    /// The values in their text form.
    pub fn texts(&self) -> Vec<String> {
        self.values.iter().map(text_of_value).collect()
    }

    /// The records, as they stand at `name`.
    pub(super) fn records_at(&self, name: &Name) -> Vec<Record> {
        let values = self.values.iter().cloned();
        values
            .map(|value| Record::from_rdata(name.clone(), self.ttl, value))
            .collect()
    }
}

fn has_duplicates(values: &[RData]) -> bool {
    let mut rest = values.iter();
    std::iter::from_fn(|| rest.next().map(|value| rest.as_slice().contains(value))).any(|duplicate| duplicate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_sets_are_refused() {
        let parse = |record_type, values: &[&str]| RecordSet::parse(record_type, values, DEFAULT_TTL);
        assert!(parse(RecordType::A, &["192.0.2.1", "192.0.2.2"]).is_ok());
        assert!(parse(RecordType::A, &[]).is_err());
        assert!(parse(RecordType::CNAME, &["a.example", "b.example"]).is_err());
        assert!(parse(RecordType::NS, &["a.example", "A.example."]).is_err());
        assert!(parse(RecordType::TXT, &["a".repeat(32_001).as_str()]).is_err());
        assert!(parse(RecordType::SOA, &["a.example"]).is_err());
        assert!(RecordSet::parse(RecordType::A, &["192.0.2.1"], 1 << 31).is_err());
    }
}
