//! The data of one record, in the text form that people write.
//! <https://www.rfc-editor.org/rfc/rfc1035#section-3.3>

use std::net::{Ipv4Addr, Ipv6Addr};

use hickory_proto::rr::rdata::{CNAME, MX, NS, TXT};
use hickory_proto::rr::{Name, RData, RecordType};

use super::{Error, parse_name, text_of_name};

/// The longest string within a TXT record, in bytes. <https://www.rfc-editor.org/rfc/rfc1035#section-3.3>
const MAX_CHARACTER_STRING: usize = 255;

/// Reads the name of a type that can be published, in any case. SOA cannot: it is the zone's.
///
/// # Errors
///
/// [`Error::InvalidType`].
pub fn parse_record_type(text: &str) -> Result<RecordType, Error> {
    match text.to_ascii_uppercase().as_str() {
        "A" => Ok(RecordType::A),
        "AAAA" => Ok(RecordType::AAAA),
        "CNAME" => Ok(RecordType::CNAME),
        "MX" => Ok(RecordType::MX),
        "NS" => Ok(RecordType::NS),
        "TXT" => Ok(RecordType::TXT),
        _ => Err(Error::InvalidType(text.to_owned())),
    }
}

/// Reads a value: an address, a host name, `10 mail.example.com`, or plain text for TXT.
pub fn parse_value(record_type: RecordType, text: &str) -> Result<RData, Error> {
    let value = match record_type {
        RecordType::A => text.parse::<Ipv4Addr>().ok().map(|address| RData::A(address.into())),
        RecordType::AAAA => text.parse::<Ipv6Addr>().ok().map(|address| RData::AAAA(address.into())),
        RecordType::CNAME => Some(RData::CNAME(CNAME(parse_name(text)?))),
        RecordType::MX => mail_exchange(text)?,
        RecordType::NS => Some(RData::NS(NS(parse_name(text)?))),
        RecordType::TXT => Some(character_strings(text)),
        _ => return Err(Error::InvalidType(record_type.to_string())),
    };
    value.ok_or_else(|| Error::InvalidRecordSet {
        record_type,
        reason: format!("'{text}' is not {}", expectation(record_type)),
    })
}

/// The value as [`RecordSet::parse`](super::RecordSet::parse) reads it; host names are without the final dot.
pub fn text_of_value(value: &RData) -> String {
    match value {
        RData::CNAME(CNAME(name)) | RData::NS(NS(name)) => text_of_name(name),
        RData::MX(mx) => format!("{} {}", mx.preference, text_of_name(&mx.exchange)),
        RData::TXT(txt) => String::from_utf8_lossy(&txt.txt_data.concat()).into_owned(),
        other => other.to_string(),
    }
}

/// `0 .` says that the domain takes no mail. <https://www.rfc-editor.org/rfc/rfc7505>
fn mail_exchange(text: &str) -> Result<Option<RData>, Error> {
    let mut words = text.split_ascii_whitespace();
    let (Some(preference), Some(exchange), None) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let exchange = match exchange {
        "." => Name::root(),
        host => parse_name(host)?,
    };
    let preference = preference.parse().ok();
    Ok(preference.map(|preference| RData::MX(MX::new(preference, exchange))))
}

fn character_strings(text: &str) -> RData {
    let strings = match text.as_bytes() {
        b"" => vec![b"".as_slice()],
        bytes => bytes.chunks(MAX_CHARACTER_STRING).collect(),
    };
    RData::TXT(TXT::from_bytes(strings))
}

fn expectation(record_type: RecordType) -> &'static str {
    match record_type {
        RecordType::A => "an IPv4 address such as 192.0.2.1",
        RecordType::AAAA => "an IPv6 address such as 2001:db8::1",
        _ => "a preference from 0 to 65535 and a host name, as in 10 mail.example.com",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_written_as_it_was_read() {
        for (record_type, text) in [
            (RecordType::A, "192.0.2.1"),
            (RecordType::AAAA, "2001:db8::1"),
            (RecordType::CNAME, "token.dkim.amazonses.com"),
            (RecordType::MX, "10 feedback-smtp.us-east-1.amazonses.com"),
            (RecordType::MX, "0 ."),
            (RecordType::NS, "ns1.example.com"),
            (RecordType::TXT, "v=spf1 include:amazonses.com ~all"),
            (RecordType::TXT, ""),
            (RecordType::TXT, "\"quoted\" by mistake"),
        ] {
            assert_eq!(text_of_value(&parse_value(record_type, text).unwrap()), text);
        }
    }

    #[test]
    fn long_text_is_cut_into_strings_of_255_bytes() {
        let text = "ü".repeat(200);
        let value = parse_value(RecordType::TXT, &text).unwrap();
        let RData::TXT(strings) = &value else { panic!("{value}") };
        let lengths = strings.txt_data.iter().map(|string| string.len());
        assert_eq!(lengths.collect::<Vec<_>>(), [255, 145]);
        assert_eq!(text_of_value(&value), text);
    }

    #[test]
    fn what_is_not_a_value_is_refused() {
        for (record_type, text) in [
            (RecordType::A, "192.0.2"),
            (RecordType::AAAA, "192.0.2.1"),
            (RecordType::CNAME, "two words"),
            (RecordType::MX, "mail.example.com"),
            (RecordType::MX, "65536 mail.example.com"),
            (RecordType::MX, "10 mail.example.com 3600"),
            (RecordType::NS, ""),
            (RecordType::SOA, "ns1.example.com"),
        ] {
            assert!(parse_value(record_type, text).is_err(), "{record_type} {text}");
        }
    }

    #[test]
    fn a_type_is_read_in_any_case() {
        assert_eq!(parse_record_type("mx"), Ok(RecordType::MX));
        assert_eq!(parse_record_type("SOA"), Err(Error::InvalidType("SOA".to_owned())));
    }
}
