//! One zone: the records that one name server answers for.

use std::collections::BTreeMap;

use hickory_proto::rr::rdata::{CNAME, NS};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use serde::{Deserialize, Serialize};

use super::{DEFAULT_TTL, Error, RecordSet, StartOfAuthority, text_of_name};

/// Whether the zone's name server can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NameServer {
    /// It answers.
    #[default]
    Answering,
    /// It does not answer: a question times out.
    Dead,
}

/// What stands at one name.
pub(super) type RecordSets = BTreeMap<RecordType, RecordSet>;

/// A zone. It makes its SOA record itself, and an NS record of its primary name server where none
/// is published; neither counts as published.
#[derive(Clone, Debug)]
pub struct Zone {
    origin: Name,
    server: NameServer,
    soa: StartOfAuthority,
    /// In canonical order, in which the names below a name follow it.
    /// <https://www.rfc-editor.org/rfc/rfc4034#section-6.1>
    names: BTreeMap<Name, RecordSets>,
}

/// What a zone says about a name and a type.
#[derive(Debug)]
pub(super) enum Lookup {
    Found(Vec<Record>),
    Alias(Box<Record<CNAME>>),
    NoSuchType,
    NoSuchName,
}

impl Zone {
    /// An empty zone whose name server answers, with `ns1` and `hostmaster` below `origin` in its
    /// SOA record.
    pub fn new(origin: &Name) -> Self {
        Self {
            origin: origin.to_lowercase(),
            server: NameServer::Answering,
            soa: StartOfAuthority::of(&origin.to_lowercase()),
            names: BTreeMap::new(),
        }
    }

    /// The same zone with another start of authority.
    #[must_use]
    pub fn with_soa(self, soa: StartOfAuthority) -> Self {
        Self { soa, ..self }
    }

    /// The same zone with a name server in this state.
    #[must_use]
    pub fn with_server(self, server: NameServer) -> Self {
        Self { server, ..self }
    }

    /// The name that the zone begins at.
    pub fn origin(&self) -> &Name {
        &self.origin
    }

    /// Whether the zone's name server answers.
    pub fn server(&self) -> NameServer {
        self.server
    }

    /// The zone's start of authority.
    pub fn soa(&self) -> &StartOfAuthority {
        &self.soa
    }

    /// How many records are published, each value counted.
    pub fn record_count(&self) -> usize {
        let sets = self.names.values().flat_map(BTreeMap::values);
        sets.map(|set| set.values().len()).sum()
    }

    /// The published record sets at `name` and below it, in canonical order.
    pub fn record_sets_below<'a>(&'a self, name: &'a Name) -> impl Iterator<Item = (&'a Name, &'a RecordSet)> {
        let names = self.names.range(name..).take_while(|(below, _)| name.zone_of(below));
        names.flat_map(|(name, sets)| sets.values().map(move |set| (name, set)))
    }

    pub(super) fn set_server(&mut self, server: NameServer) {
        self.server = server;
    }

    pub(super) fn soa_record(&self) -> Record {
        self.soa.record_at(&self.origin)
    }

    /// Whether `name`, which is not the origin, is handed to other name servers.
    pub(super) fn delegates(&self, name: &Name) -> bool {
        self.names
            .get(name)
            .is_some_and(|sets| sets.contains_key(&RecordType::NS))
    }

    pub(super) fn lookup(&self, name: &Name, record_type: RecordType) -> Lookup {
        let sets = self.names.get(name);
        if let Some(set) = sets.and_then(|sets| sets.get(&record_type)) {
            return Lookup::Found(set.records_at(name));
        }
        if let Some(alias) = sets.and_then(|sets| alias_at(name, sets)) {
            return Lookup::Alias(Box::new(alias));
        }
        match record_type {
            RecordType::SOA if *name == self.origin => Lookup::Found(vec![self.soa_record()]),
            RecordType::NS if *name == self.origin => Lookup::Found(vec![self.own_ns_record()]),
            _ if *name == self.origin || self.has_below(name) => Lookup::NoSuchType,
            _ => Lookup::NoSuchName,
        }
    }

    /// Replaces the record set of the same type; returns what was there.
    pub(super) fn publish(&mut self, name: &Name, set: RecordSet) -> Result<Option<RecordSet>, Error> {
        self.expect_room_for(name, set.record_type())?;
        let name = name.to_lowercase();
        let sets = self.names.entry(name).or_default();
        if sets.get(&set.record_type()) == Some(&set) {
            return Ok(Some(set));
        }
        self.soa.serial = self.soa.serial.wrapping_add(1);
        Ok(sets.insert(set.record_type(), set))
    }

    /// Takes a record set away; returns what was there.
    pub(super) fn withdraw(&mut self, name: &Name, record_type: RecordType) -> Option<RecordSet> {
        let sets = self.names.get_mut(name)?;
        let set = sets.remove(&record_type)?;
        if sets.is_empty() {
            self.names.remove(name);
        }
        self.soa.serial = self.soa.serial.wrapping_add(1);
        Some(set)
    }

    /// Hands what stands at the origin of `child` and below it over to `child`.
    pub(super) fn split_off(&mut self, child: &mut Self) -> Result<(), Error> {
        if self
            .names
            .get(&child.origin)
            .is_some_and(|sets| sets.contains_key(&RecordType::CNAME))
        {
            return Err(not_at_origin(&child.origin));
        }
        let moved = self
            .names
            .extract_if(child.origin.clone().., |name, _| child.origin.zone_of(name));
        child.names.extend(moved);
        if !child.names.is_empty() {
            self.soa.serial = self.soa.serial.wrapping_add(1);
        }
        Ok(())
    }

    /// Also true for a name that has no records itself: an empty non-terminal.
    /// <https://www.rfc-editor.org/rfc/rfc8020#section-2>
    fn has_below(&self, name: &Name) -> bool {
        let next = self.names.range(name..).next();
        next.is_some_and(|(next, _)| name.zone_of(next))
    }

    fn own_ns_record(&self) -> Record {
        let server = self.soa.primary_name_server.clone();
        Record::from_rdata(self.origin.clone(), DEFAULT_TTL, RData::NS(NS(server)))
    }

    /// A CNAME is alone at its name. <https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2>
    fn expect_room_for(&self, name: &Name, record_type: RecordType) -> Result<(), Error> {
        let is_cname = record_type == RecordType::CNAME;
        if is_cname && *name == self.origin {
            return Err(not_at_origin(name));
        }
        let mut types = self.names.get(name).into_iter().flat_map(BTreeMap::keys);
        let other = types.find(|other| **other != record_type && (is_cname || **other == RecordType::CNAME));
        other.map_or(Ok(()), |other| Err(not_beside(name, record_type, *other)))
    }
}

fn alias_at(name: &Name, sets: &RecordSets) -> Option<Record<CNAME>> {
    let record = sets.get(&RecordType::CNAME)?.records_at(name).pop()?;
    record.map(|data| match data {
        RData::CNAME(target) => Some(target),
        _ => None,
    })
}

fn not_at_origin(origin: &Name) -> Error {
    Error::Conflict(format!(
        "a zone begins at '{}': its SOA and NS records leave no room for a CNAME record",
        text_of_name(origin)
    ))
}

fn not_beside(name: &Name, record_type: RecordType, other: RecordType) -> Error {
    Error::Conflict(format!(
        "'{}' has a {other} record, and a CNAME record is alone at its name: DELETE the {other} record \
         before publishing a {record_type} record",
        text_of_name(name)
    ))
}
