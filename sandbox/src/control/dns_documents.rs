//! The documents of `/_sandbox/dns`.

use hickory_proto::rr::Name;
use serde::{Deserialize, Serialize};

use crate::dns::{DEFAULT_TTL, NameServer, RecordSet, Zone, Zones, text_of_name};

/// Makes a zone, or changes its name server.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutZone {
    pub server: NameServer,
}

/// Publishes a record set; the TTL is in seconds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutRecordSet {
    pub values: Vec<String>,
    #[serde(default = "default_ttl")]
    pub ttl: u32,
}

/// All zones.
#[derive(Debug, Serialize)]
pub struct ZonesDocument {
    zones: Vec<ZoneDocument>,
}

/// One zone, without its records.
#[derive(Debug, Serialize)]
pub struct ZoneDocument {
    zone: String,
    server: NameServer,
    serial: u32,
    records: usize,
}

/// What stands at a name and below it.
#[derive(Debug, Serialize)]
pub struct RecordSetsDocument {
    name: String,
    records: Vec<RecordSetDocument>,
}

/// One record set.
#[derive(Debug, Serialize)]
pub struct RecordSetDocument {
    name: String,
    #[serde(rename = "type")]
    record_type: String,
    ttl: u32,
    values: Vec<String>,
}

impl ZonesDocument {
    pub fn of(zones: &Zones) -> Self {
        let zones = zones.iter().map(ZoneDocument::of).collect();
        Self { zones }
    }
}

impl ZoneDocument {
    pub fn of(zone: &Zone) -> Self {
        Self {
            zone: text_of_name(zone.origin()),
            server: zone.server(),
            serial: zone.soa().serial,
            records: zone.record_count(),
        }
    }
}

impl RecordSetsDocument {
    pub fn of(zones: &Zones, name: &Name) -> Self {
        let sets = zones.record_sets_below(name).into_iter();
        Self {
            name: text_of_name(name),
            records: sets.map(|(name, set)| RecordSetDocument::of(name, set)).collect(),
        }
    }
}

impl RecordSetDocument {
    pub fn of(name: &Name, set: &RecordSet) -> Self {
        Self {
            name: text_of_name(name),
            record_type: set.record_type().to_string(),
            ttl: set.ttl(),
            values: set.texts(),
        }
    }
}

fn default_ttl() -> u32 {
    DEFAULT_TTL
}
