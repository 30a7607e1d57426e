//! All zones there are, found by name.

use std::collections::BTreeMap;
use std::ops::Bound;

use hickory_proto::rr::{Name, RecordType};

use super::name::self_and_ancestors;
use super::{Error, NameServer, RecordSet, StartOfAuthority, Zone, text_of_name};

/// The store of zones. A name belongs to the closest zone that encloses it, always: making a zone
/// hands it what its parent has there, the delegation included.
#[derive(Clone, Debug, Default)]
pub struct Zones(BTreeMap<Name, Zone>);

impl Zones {
    /// Every zone, in canonical order of the origins.
    pub fn iter(&self) -> impl Iterator<Item = &Zone> {
        self.0.values()
    }

    /// The zone that begins at `origin`.
    pub fn get(&self, origin: &Name) -> Option<&Zone> {
        self.0.get(origin)
    }

    /// The closest zone that encloses `name`, whether its name server answers or not.
    pub fn enclosing(&self, name: &Name) -> Option<&Zone> {
        self_and_ancestors(name).find_map(|ancestor| self.0.get(&ancestor))
    }

    /// The start of authority of the closest zone that encloses `name` and whose name server
    /// answers.
    pub fn soa_of(&self, name: &Name) -> Option<&StartOfAuthority> {
        self_and_ancestors(name)
            .filter_map(|ancestor| self.0.get(&ancestor))
            .find(|zone| zone.server() == NameServer::Answering)
            .map(Zone::soa)
    }

    /// The published record sets at `name` and below it, in canonical order, of all zones.
    pub fn record_sets_below<'a>(&'a self, name: &'a Name) -> Vec<(&'a Name, &'a RecordSet)> {
        let enclosing = self.enclosing(name).into_iter();
        let zones = enclosing.chain(self.zones_below(name));
        let mut sets: Vec<_> = zones.flat_map(|zone| zone.record_sets_below(name)).collect();
        sets.sort_by_key(|(name, _)| *name);
        sets
    }

    /// The zones that begin below `name`, not at it.
    pub fn zones_below<'a>(&'a self, name: &'a Name) -> impl Iterator<Item = &'a Zone> {
        let after = (Bound::Excluded(name), Bound::Unbounded);
        let zones = self.0.range::<Name, _>(after).map(|(_, zone)| zone);
        zones.take_while(|zone| name.zone_of(zone.origin()))
    }

    /// Adds a zone, which takes over what its parent has at its origin and below.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] where there is such a zone already, or a CNAME record at its origin.
    pub fn add(&mut self, mut zone: Zone) -> Result<(), Error> {
        let origin = zone.origin().clone();
        if self.0.contains_key(&origin) {
            let origin = text_of_name(&origin);
            return Err(Error::Conflict(format!("there is a zone '{origin}' already")));
        }
        if let Some(parent) = self.enclosing_mut(&origin) {
            parent.split_off(&mut zone)?;
        }
        self.0.insert(origin, zone);
        Ok(())
    }

    /// Sets whether the name server of the zone at `origin` answers. Makes the zone where there is
    /// none, and says whether it did.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] where the zone cannot be made, as in [`Self::add`].
    pub fn set_server(&mut self, origin: &Name, server: NameServer) -> Result<bool, Error> {
        if let Some(zone) = self.0.get_mut(origin) {
            zone.set_server(server);
            return Ok(false);
        }
        self.add(Zone::new(origin).with_server(server))?;
        Ok(true)
    }

    /// Removes the zone at `origin` with everything in it.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchZone`].
    pub fn remove(&mut self, origin: &Name) -> Result<Zone, Error> {
        let zone = self.0.remove(origin);
        zone.ok_or_else(|| Error::NoSuchZone(text_of_name(origin)))
    }

    /// Publishes a record set at `name` in place of the one of the same type, which is returned.
    ///
    /// Where no zone encloses the name, a zone is made for its last two labels. That is a
    /// simplification: for `example.co.uk`, real zones begin elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] where a CNAME record would not be alone at its name.
    pub fn publish(&mut self, name: &Name, set: RecordSet) -> Result<Option<RecordSet>, Error> {
        if let Some(zone) = self.enclosing_mut(name) {
            return zone.publish(name, set);
        }
        let mut zone = Zone::new(&name.trim_to(2));
        let before = zone.publish(name, set)?;
        self.0.insert(zone.origin().clone(), zone);
        Ok(before)
    }

    /// Takes a record set away and returns it.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRecordSet`].
    pub fn withdraw(&mut self, name: &Name, record_type: RecordType) -> Result<RecordSet, Error> {
        let zone = self.enclosing_mut(name);
        let set = zone.and_then(|zone| zone.withdraw(name, record_type));
        set.ok_or_else(|| Error::NoSuchRecordSet {
            name: text_of_name(name),
            record_type,
        })
    }

    fn enclosing_mut(&mut self, name: &Name) -> Option<&mut Zone> {
        let origin = self.enclosing(name)?.origin().clone();
        self.0.get_mut(&origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::testing::{name, publish, zones};
    use crate::dns::{DEFAULT_TTL, parse_record_type};

    fn refusal(zones: &mut Zones, at: &str, record_type: &str, value: &str) -> String {
        let set = RecordSet::parse(parse_record_type(record_type).unwrap(), &[value], DEFAULT_TTL).unwrap();
        zones.publish(&name(at), set).unwrap_err().to_string()
    }

    fn serial(zones: &Zones, origin: &str) -> u32 {
        zones.get(&name(origin)).unwrap().soa().serial
    }

    fn listing(zones: &Zones, below: &str) -> Vec<String> {
        let below = name(below);
        let sets = zones.record_sets_below(&below).into_iter();
        sets.map(|(name, set)| format!("{} {}", text_of_name(name), set.record_type()))
            .collect()
    }

    #[test]
    fn the_serial_counts_the_changes() {
        let mut zones = zones(&["example.com"]);
        assert_eq!(serial(&zones, "example.com"), 1);
        publish(&mut zones, "example.com", "TXT", &["a"]);
        publish(&mut zones, "example.com", "TXT", &["b"]);
        assert_eq!(serial(&zones, "example.com"), 3);
        publish(&mut zones, "example.com", "TXT", &["b"]);
        assert_eq!(serial(&zones, "example.com"), 3);
        zones.withdraw(&name("example.com"), RecordType::TXT).unwrap();
        assert_eq!(serial(&zones, "example.com"), 4);
        zones.withdraw(&name("example.com"), RecordType::TXT).unwrap_err();
        assert_eq!(serial(&zones, "example.com"), 4);
    }

    #[test]
    fn a_cname_is_alone_at_its_name() {
        let mut zones = zones(&["example.com"]);
        publish(&mut zones, "mail.example.com", "CNAME", &["a.example.net"]);
        let message = refusal(&mut zones, "mail.example.com", "MX", "10 mx.example.net");
        assert!(message.contains("DELETE the CNAME record"), "{message}");
        publish(&mut zones, "mail.example.com", "CNAME", &["b.example.net"]);
        publish(&mut zones, "www.example.com", "A", &["192.0.2.1"]);
        let message = refusal(&mut zones, "www.example.com", "CNAME", "a.example.net");
        assert!(message.contains("DELETE the A record"), "{message}");
        let message = refusal(&mut zones, "example.com", "CNAME", "a.example.net");
        assert!(message.contains("SOA and NS"), "{message}");
    }

    #[test]
    fn a_name_without_a_zone_gets_one_unless_it_is_refused() {
        let mut zones = Zones::default();
        publish(&mut zones, "a.b.example.com", "TXT", &["x"]);
        publish(&mut zones, "localhost", "A", &["127.0.0.1"]);
        refusal(&mut zones, "example.org", "CNAME", "example.com");
        let origins = zones.iter().map(|zone| text_of_name(zone.origin()));
        assert_eq!(origins.collect::<Vec<_>>(), ["example.com", "localhost"]);
    }

    #[test]
    fn a_new_zone_takes_over_what_its_parent_has_there() {
        let mut zones = zones(&["example.com"]);
        publish(&mut zones, "a.example.com", "TXT", &["parent's"]);
        publish(&mut zones, "sub.example.com", "NS", &["ns1.sub.example.com"]);
        publish(&mut zones, "www.sub.example.com", "TXT", &["child's"]);
        publish(&mut zones, "sub2.example.com", "TXT", &["parent's"]);
        zones.add(Zone::new(&name("sub.example.com"))).unwrap();
        assert_eq!(serial(&zones, "example.com"), 6);
        assert_eq!(zones.get(&name("example.com")).unwrap().record_count(), 2);
        assert_eq!(
            listing(&zones, "sub.example.com"),
            ["sub.example.com NS", "www.sub.example.com TXT"]
        );
        assert_eq!(listing(&zones, "example.com").len(), 4);
        zones.remove(&name("sub.example.com")).unwrap();
        assert_eq!(
            listing(&zones, "example.com"),
            ["a.example.com TXT", "sub2.example.com TXT"]
        );
        zones.remove(&name("sub.example.com")).unwrap_err();
    }

    #[test]
    fn a_zone_is_not_made_twice_or_at_a_cname() {
        let mut zones = zones(&["example.com"]);
        publish(&mut zones, "sub.example.com", "CNAME", &["example.net"]);
        zones.add(Zone::new(&name("sub.example.com"))).unwrap_err();
        zones.add(Zone::new(&name("example.com"))).unwrap_err();
        assert_eq!(listing(&zones, "com"), ["sub.example.com CNAME"]);
    }

    #[test]
    fn the_soa_is_of_the_closest_zone_that_answers() {
        let mut zones = zones(&["example.com", "sub.example.com"]);
        let server = |zones: &Zones, of: &str| {
            let soa = zones.soa_of(&name(of));
            soa.map(|soa| text_of_name(&soa.primary_name_server))
        };
        assert_eq!(server(&zones, "a.sub.example.com").unwrap(), "ns1.sub.example.com");
        zones.set_server(&name("sub.example.com"), NameServer::Dead).unwrap();
        assert_eq!(server(&zones, "a.sub.example.com").unwrap(), "ns1.example.com");
        assert_eq!(server(&zones, "example.org"), None);
    }
}
