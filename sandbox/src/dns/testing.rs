//! Zones for the unit tests.

use hickory_proto::rr::Name;

use super::{DEFAULT_TTL, RecordSet, Zone, Zones, parse_name, parse_record_type};

pub fn name(text: &str) -> Name {
    parse_name(text).unwrap()
}

/// Empty zones.
pub fn zones(origins: &[&str]) -> Zones {
    let mut zones = Zones::default();
    for origin in origins {
        zones.add(Zone::new(&name(origin))).unwrap();
    }
    zones
}

pub fn publish(zones: &mut Zones, at: &str, record_type: &str, values: &[&str]) {
    let set = RecordSet::parse(parse_record_type(record_type).unwrap(), values, DEFAULT_TTL).unwrap();
    zones.publish(&name(at), set).unwrap();
}
