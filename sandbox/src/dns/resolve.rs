//! What a recursive resolver makes of the zones.
//! <https://www.rfc-editor.org/rfc/rfc1034#section-5.3.3>

use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::name::self_and_ancestors;
use super::zone::Lookup;
use super::{NameServer, Zone, Zones};

/// How many CNAME records are followed; a longer chain, or a circle, is a failure.
pub const MAX_ALIASES: usize = 8;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The CNAME records that were followed, in order.
    pub aliases: Vec<Record>,
    /// What is at the end of them.
    pub outcome: Outcome,
}

/// What a name and a type lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There are such records.
    Found(Vec<Record>),
    /// The name does not exist (NXDOMAIN). With the SOA record of the zone that says so; no zone
    /// in the store may enclose the name.
    NoSuchName(Option<Record>),
    /// The name exists, but has no such record (NODATA). With the zone's SOA record.
    NoSuchType(Record),
    /// No name server answers: it is dead, or the name is delegated to one that nobody runs.
    TimedOut,
    /// The CNAME records lead too far (SERVFAIL).
    ServerFailure,
}

impl Answer {
    /// The values that were found at the end of the aliases; none for any other outcome.
    pub fn values(&self) -> impl Iterator<Item = &RData> {
        let records = match &self.outcome {
            Outcome::Found(records) => records.as_slice(),
            _ => &[],
        };
        records.iter().map(|record| &record.data)
    }
}

/// Who answers for a name.
enum Authority<'a> {
    Zone(&'a Zone),
    Silence,
    Nobody,
}

impl Zones {
    /// Answers a question as a recursive resolver would, without a cache: asks from the top down,
    /// and follows CNAME records across zones unless it was asked for them.
    pub fn resolve(&self, name: &Name, record_type: RecordType) -> Answer {
        let mut aliases = Vec::new();
        let mut name = name.to_lowercase();
        let outcome = loop {
            let zone = match self.authority(&name) {
                Authority::Zone(zone) => zone,
                Authority::Silence => break Outcome::TimedOut,
                Authority::Nobody => break Outcome::NoSuchName(None),
            };
            match zone.lookup(&name, record_type) {
                Lookup::Found(records) => break Outcome::Found(records),
                Lookup::Alias(_) if aliases.len() == MAX_ALIASES => break Outcome::ServerFailure,
                Lookup::Alias(alias) => {
                    name = alias.data.0.clone();
                    aliases.push(alias.into_record_of_rdata());
                }
                Lookup::NoSuchName if self.zones_below(&name).next().is_none() => {
                    break Outcome::NoSuchName(Some(zone.soa_record()));
                }
                Lookup::NoSuchName | Lookup::NoSuchType => break Outcome::NoSuchType(zone.soa_record()),
            }
        };
        Answer { aliases, outcome }
    }

    /// Walks down from the top: a zone whose name server is dead cannot refer to the zones below
    /// it, and a delegation to a zone that is not in the store is lame.
    fn authority(&self, name: &Name) -> Authority<'_> {
        let mut closest: Option<&Zone> = None;
        for ancestor in self_and_ancestors(name).rev() {
            match (self.get(&ancestor), closest) {
                (Some(zone), _) if zone.server() == NameServer::Dead => return Authority::Silence,
                (Some(zone), _) => closest = Some(zone),
                (None, Some(zone)) if zone.delegates(&ancestor) => return Authority::Silence,
                (None, _) => {}
            }
        }
        closest.map_or(Authority::Nobody, Authority::Zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::testing::{name, publish, zones};
    use crate::dns::{text_of_name, text_of_value};

    /// The kind of answer, and the values or the origin of the zone that denies.
    fn ask(zones: &Zones, of: &str, record_type: RecordType) -> String {
        let answer = zones.resolve(&name(of), record_type);
        let values: Vec<_> = answer.values().map(text_of_value).collect();
        let aliases = answer.aliases.len();
        let kind = match answer.outcome {
            Outcome::Found(_) => values.join(" "),
            Outcome::NoSuchName(None) => "no such name".to_owned(),
            Outcome::NoSuchName(Some(soa)) => format!("no such name in {}", text_of_name(&soa.name)),
            Outcome::NoSuchType(soa) => format!("no such type in {}", text_of_name(&soa.name)),
            Outcome::TimedOut => "timed out".to_owned(),
            Outcome::ServerFailure => "server failure".to_owned(),
        };
        format!("{aliases} {kind}")
    }

    #[test]
    fn finds_records_whatever_the_case() {
        let mut zones = zones(&["example.com"]);
        publish(
            &mut zones,
            "Bounce.Example.com",
            "MX",
            &["10 mx.example.net", "20 mx.example.net"],
        );
        assert_eq!(
            ask(&zones, "bOUNCE.example.COM.", RecordType::MX),
            "0 10 mx.example.net 20 mx.example.net"
        );
        let shouted = Name::from_ascii("BOUNCE.EXAMPLE.COM.").unwrap();
        assert!(matches!(
            zones.resolve(&shouted, RecordType::MX).outcome,
            Outcome::Found(_)
        ));
    }

    #[test]
    fn tells_a_missing_type_from_a_missing_name() {
        let mut zones = zones(&["example.com", "below.empty.example.com"]);
        publish(&mut zones, "a.b.example.com", "TXT", &["x"]);
        assert_eq!(
            ask(&zones, "a.b.example.com", RecordType::MX),
            "0 no such type in example.com"
        );
        assert_eq!(
            ask(&zones, "c.b.example.com", RecordType::TXT),
            "0 no such name in example.com"
        );
        assert_eq!(
            ask(&zones, "example.com", RecordType::TXT),
            "0 no such type in example.com"
        );
        assert_eq!(ask(&zones, "www.example.org", RecordType::A), "0 no such name");
    }

    #[test]
    fn a_name_with_names_below_it_exists() {
        let mut zones = zones(&["example.com", "zone.empty.example.com"]);
        publish(&mut zones, "a.b.example.com", "TXT", &["x"]);
        assert_eq!(
            ask(&zones, "b.example.com", RecordType::TXT),
            "0 no such type in example.com"
        );
        assert_eq!(
            ask(&zones, "empty.example.com", RecordType::TXT),
            "0 no such type in example.com"
        );
        zones.withdraw(&name("a.b.example.com"), RecordType::TXT).unwrap();
        assert_eq!(
            ask(&zones, "b.example.com", RecordType::TXT),
            "0 no such name in example.com"
        );
    }

    #[test]
    fn follows_aliases_across_zones() {
        let mut zones = zones(&["example.com", "amazonses.com"]);
        publish(
            &mut zones,
            "t._domainkey.example.com",
            "CNAME",
            &["t.dkim.amazonses.com"],
        );
        let of = "t._domainkey.example.com";
        assert_eq!(ask(&zones, of, RecordType::TXT), "1 no such name in amazonses.com");
        publish(&mut zones, "t.dkim.amazonses.com", "TXT", &["p=key"]);
        assert_eq!(ask(&zones, of, RecordType::TXT), "1 p=key");
        assert_eq!(ask(&zones, of, RecordType::MX), "1 no such type in amazonses.com");
        assert_eq!(ask(&zones, of, RecordType::CNAME), "0 t.dkim.amazonses.com");
        publish(&mut zones, of, "CNAME", &["nowhere.example.org"]);
        assert_eq!(ask(&zones, of, RecordType::TXT), "1 no such name");
    }

    #[test]
    fn gives_up_on_chains_that_are_too_long() {
        let mut zones = zones(&["example.com"]);
        for link in 0..MAX_ALIASES {
            let target = format!("{}.example.com", link + 1);
            publish(&mut zones, &format!("{link}.example.com"), "CNAME", &[&target]);
        }
        publish(&mut zones, "8.example.com", "A", &["192.0.2.1"]);
        assert_eq!(ask(&zones, "0.example.com", RecordType::A), "8 192.0.2.1");
        publish(&mut zones, "one-more.example.com", "CNAME", &["0.example.com"]);
        assert_eq!(ask(&zones, "one-more.example.com", RecordType::A), "8 server failure");
        publish(&mut zones, "circle.example.com", "CNAME", &["circle.example.com"]);
        assert_eq!(ask(&zones, "circle.example.com", RecordType::A), "8 server failure");
    }

    #[test]
    fn a_dead_name_server_times_out_for_its_zone_and_those_below() {
        let mut zones = zones(&["example.com", "sub.example.com", "example.net"]);
        publish(&mut zones, "www.sub.example.com", "A", &["192.0.2.1"]);
        publish(&mut zones, "www.example.net", "CNAME", &["www.sub.example.com"]);
        zones.set_server(&name("sub.example.com"), NameServer::Dead).unwrap();
        assert_eq!(ask(&zones, "www.sub.example.com", RecordType::A), "0 timed out");
        assert_eq!(ask(&zones, "www.example.net", RecordType::A), "1 timed out");
        assert_eq!(
            ask(&zones, "www.example.com", RecordType::A),
            "0 no such name in example.com"
        );
        zones
            .set_server(&name("sub.example.com"), NameServer::Answering)
            .unwrap();
        assert_eq!(ask(&zones, "www.sub.example.com", RecordType::A), "0 192.0.2.1");
        zones.set_server(&name("example.com"), NameServer::Dead).unwrap();
        assert_eq!(ask(&zones, "www.sub.example.com", RecordType::A), "0 timed out");
    }

    #[test]
    fn a_delegation_to_nobody_times_out() {
        let mut zones = zones(&["example.com"]);
        publish(&mut zones, "www.cut.example.com", "A", &["192.0.2.1"]);
        publish(&mut zones, "cut.example.com", "NS", &["ns1.example.org"]);
        for below in ["cut.example.com", "www.cut.example.com", "new.www.cut.example.com"] {
            assert_eq!(ask(&zones, below, RecordType::A), "0 timed out");
        }
        assert_eq!(ask(&zones, "cut.example.com", RecordType::NS), "0 timed out");
        assert_eq!(
            ask(&zones, "uncut.example.com", RecordType::A),
            "0 no such name in example.com"
        );
        zones
            .set_server(&name("cut.example.com"), NameServer::Answering)
            .unwrap();
        assert_eq!(ask(&zones, "www.cut.example.com", RecordType::A), "0 192.0.2.1");
        assert_eq!(ask(&zones, "cut.example.com", RecordType::NS), "0 ns1.example.org");
    }

    #[test]
    fn a_zone_makes_its_own_soa_and_ns_records() {
        let mut zones = zones(&["example.com"]);
        publish(&mut zones, "www.example.com", "A", &["192.0.2.1"]);
        let answer = zones.resolve(&name("example.com"), RecordType::SOA);
        let soa = answer.values().map(ToString::to_string).collect::<Vec<_>>();
        assert!(
            soa[0].starts_with("ns1.example.com. hostmaster.example.com. 2 "),
            "{soa:?}"
        );
        assert_eq!(ask(&zones, "example.com", RecordType::NS), "0 ns1.example.com");
        assert_eq!(
            ask(&zones, "www.example.com", RecordType::SOA),
            "0 no such type in example.com"
        );
    }

    #[test]
    fn the_right_zone_is_found_among_ten_thousand() {
        let mut zones = Zones::default();
        for number in 0..10_000 {
            zones.add(Zone::new(&name(&format!("d{number}.example.com")))).unwrap();
        }
        publish(&mut zones, "www.d9999.example.com", "A", &["192.0.2.1"]);
        assert_eq!(ask(&zones, "www.d9999.example.com", RecordType::A), "0 192.0.2.1");
        assert_eq!(
            ask(&zones, "d0.example.com", RecordType::A),
            "0 no such type in d0.example.com"
        );
        assert_eq!(ask(&zones, "d10000.example.com", RecordType::A), "0 no such name");
    }
}
