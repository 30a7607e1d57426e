//! SES looks records up in the simulated DNS.

use hickory_proto::rr::RData;

use super::SoaRecord;
use super::lookup::{Answer, Lookup, MailExchanger};
use crate::dns::{Outcome, RecordType, Zones, parse_name, text_of_name, text_of_value};

impl Lookup for Zones {
    fn cname(&self, name: &str) -> Answer<String> {
        answer(self, name, RecordType::CNAME, |value| Some(text_of_value(value)))
    }

    fn txt(&self, name: &str) -> Answer<String> {
        answer(self, name, RecordType::TXT, |value| Some(text_of_value(value)))
    }

    fn mx(&self, name: &str) -> Answer<MailExchanger> {
        answer(self, name, RecordType::MX, |value| match value {
            RData::MX(mx) => Some(MailExchanger {
                preference: mx.preference,
                exchange: text_of_name(&mx.exchange),
            }),
            _ => None,
        })
    }

    fn soa(&self, name: &str) -> Answer<SoaRecord> {
        let Some(soa) = parse_name(name).ok().and_then(|name| self.soa_of(&name).cloned()) else {
            return Answer::NoSuchName;
        };
        Answer::Found(vec![SoaRecord {
            primary_name_server: text_of_name(&soa.primary_name_server),
            admin_email: text_of_name(&soa.administrator),
            serial_number: soa.serial.into(),
        }])
    }
}

fn answer<T>(zones: &Zones, name: &str, record_type: RecordType, read: impl Fn(&RData) -> Option<T>) -> Answer<T> {
    let Ok(name) = parse_name(name) else {
        return Answer::NoSuchName;
    };
    let answer = zones.resolve(&name, record_type);
    match answer.outcome {
        Outcome::Found(_) => Answer::Found(answer.values().filter_map(read).collect()),
        Outcome::NoSuchName(_) => Answer::NoSuchName,
        Outcome::NoSuchType(_) => Answer::NoSuchType,
        Outcome::TimedOut | Outcome::ServerFailure => Answer::ServerFailure,
    }
}
