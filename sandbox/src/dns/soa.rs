//! The start of authority: what a zone says of itself.
//! <https://www.rfc-editor.org/rfc/rfc1035#section-3.3.13>

use hickory_proto::rr::rdata::SOA;
use hickory_proto::rr::{Name, RData, Record};

use super::DEFAULT_TTL;

/// The times that Route 53 gives every zone, in seconds.
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html>
const REFRESH: i32 = 7200;
const RETRY: i32 = 900;
const EXPIRE: i32 = 1_209_600;

/// Who serves a zone, who answers for it, and which version of it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartOfAuthority {
    /// The host that the zone comes from.
    pub primary_name_server: Name,
    /// The administrator's mailbox in DNS notation: `hostmaster.example.com`.
    pub administrator: Name,
    /// Goes up by one with each change of the zone's records, from 1.
    pub serial: u32,
}

impl StartOfAuthority {
    /// `ns1` and the `hostmaster` of RFC 2142, below `origin`.
    pub(super) fn of(origin: &Name) -> Self {
        Self {
            primary_name_server: below("ns1", origin),
            administrator: below("hostmaster", origin),
            serial: 1,
        }
    }

    /// The record at `origin`; also says how long a negative answer may be cached.
    /// <https://www.rfc-editor.org/rfc/rfc2308#section-4>
    pub(super) fn record_at(&self, origin: &Name) -> Record {
        let soa = SOA::new(
            self.primary_name_server.clone(),
            self.administrator.clone(),
            self.serial,
            REFRESH,
            RETRY,
            EXPIRE,
            DEFAULT_TTL,
        );
        Record::from_rdata(origin.clone(), DEFAULT_TTL, RData::SOA(soa))
    }
}

/// The origin itself, where it is too long to have a host below it.
fn below(host: &str, origin: &Name) -> Name {
    origin.prepend_label(host).unwrap_or_else(|_| origin.clone())
}
