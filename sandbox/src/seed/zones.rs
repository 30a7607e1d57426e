//! What the owners of the seed's domains have published in DNS: the records that SES asks for, or
//! what people make of them.

use crate::dns::{DEFAULT_TTL, Error, NameServer, RecordSet, RecordType, StartOfAuthority, Zone, Zones, parse_name};
use crate::generator::Generator;

/// A record that SES looks for.
pub struct Wanted {
    /// Where.
    pub name: String,
    /// Of which type.
    pub record_type: RecordType,
    /// What it says.
    pub value: String,
}

/// What became of an identity's DKIM records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// They are as they should be.
    Rightly,
    /// Nobody has done anything.
    NotAtAll,
    /// The provider's form added the domain to names that ended in it already.
    WithDoubledSuffix,
    /// The values were published in TXT records.
    AsText,
    /// The values are those of another Region, whose hosted zone this is.
    WithZone(&'static str),
    /// One was forgotten.
    ButOne,
    /// `_domainkey` is delegated to a name server that does not know them.
    BehindDelegation,
    /// The domain's name server does not answer.
    OnDeadServer,
}

/// What became of the records of a MAIL FROM domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFromPublished {
    /// They are as they should be.
    Rightly,
    /// A CNAME record takes their place.
    AsAlias,
    /// There is a second MX record.
    BesideAnother,
    /// They are in a zone whose name server does not answer.
    OnDeadServer,
}

/// The zones to be.
#[derive(Default)]
pub struct Publisher {
    zones: Zones,
    refused: Vec<Error>,
}

impl Publisher {
    /// The zones. What they refused is a defect of the seed, which a test looks for.
    pub fn finish(self) -> Zones {
        for error in &self.refused {
            tracing::error!(%error, "a record of the seed was refused");
        }
        self.zones
    }

    /// What was refused.
    #[cfg(test)]
    pub fn refused(&self) -> &[Error] {
        &self.refused
    }

    /// Publishes the DKIM records that SES looks for at `domain`.
    pub fn dkim(&mut self, domain: &str, wanted: &[Wanted], published: Published) {
        let outcome = self.try_dkim(domain, wanted, published);
        self.refused.extend(outcome.err());
    }

    /// Publishes the records that SES asks for at the MAIL FROM domain `host`.
    pub fn mail_from(&mut self, host: &str, region: &str, published: MailFromPublished) {
        let outcome = self.try_mail_from(host, region, published);
        self.refused.extend(outcome.err());
    }

    fn try_dkim(&mut self, domain: &str, wanted: &[Wanted], published: Published) -> Result<(), Error> {
        match published {
            Published::OnDeadServer => self.dead(domain)?,
            Published::BehindDelegation => {
                let child = format!("_domainkey.{domain}");
                self.zone(&apex(domain))?;
                self.zone(&child)?;
            }
            _ => self.zone(&apex(domain))?,
        }
        let skipped = match published {
            Published::NotAtAll | Published::BehindDelegation => wanted.len(),
            Published::ButOne => 1,
            _ => 0,
        };
        for one in wanted.iter().skip(skipped) {
            let (name, value) = (one.name.as_str(), one.value.as_str());
            match published {
                Published::WithDoubledSuffix => self.publish(&format!("{name}.{domain}"), one.record_type, &[value])?,
                Published::AsText => self.publish(name, RecordType::TXT, &[value])?,
                Published::WithZone(zone) => {
                    let token = value.split('.').next().unwrap_or_default();
                    self.publish(name, one.record_type, &[&format!("{token}.{zone}")])?;
                }
                _ => self.publish(name, one.record_type, &[value])?,
            }
        }
        Ok(())
    }

    fn try_mail_from(&mut self, host: &str, region: &str, published: MailFromPublished) -> Result<(), Error> {
        let exchanger = format!("10 feedback-smtp.{region}.amazonses.com");
        self.zone(&apex(host))?;
        match published {
            MailFromPublished::AsAlias => {
                return self.publish(host, RecordType::CNAME, &[&format!("mx.{}", apex(host))]);
            }
            MailFromPublished::OnDeadServer => self.dead(host)?,
            MailFromPublished::Rightly | MailFromPublished::BesideAnother => {}
        }
        let other = format!("20 mx.{}", apex(host));
        let exchangers = if published == MailFromPublished::BesideAnother {
            vec![exchanger.as_str(), &other]
        } else {
            vec![exchanger.as_str()]
        };
        self.publish(host, RecordType::MX, &exchangers)?;
        self.publish(host, RecordType::TXT, &["v=spf1 include:amazonses.com ~all"])
    }

    /// Makes sure of a zone.
    fn zone(&mut self, origin: &str) -> Result<(), Error> {
        let name = parse_name(origin)?;
        if self.zones.get(&name).is_some() {
            return Ok(());
        }
        let zone = Zone::new(&name);
        let serial = 2_026_010_100 + Generator::new(&["soa", origin]).below(90);
        let soa = StartOfAuthority {
            serial,
            ..zone.soa().clone()
        };
        self.zones.add(zone.with_soa(soa))
    }

    /// Makes sure of a zone whose name server does not answer.
    fn dead(&mut self, origin: &str) -> Result<(), Error> {
        self.zone(&apex(origin))?;
        self.zone(origin)?;
        self.zones
            .set_server(&parse_name(origin)?, NameServer::Dead)
            .map(|_| ())
    }

    fn publish(&mut self, name: &str, record_type: RecordType, values: &[&str]) -> Result<(), Error> {
        let set = RecordSet::parse(record_type, values, DEFAULT_TTL)?;
        self.zones.publish(&parse_name(name)?, set).map(|_| ())
    }
}

/// Where the zone of `domain` begins: all of the seed's have two labels.
fn apex(domain: &str) -> String {
    let labels: Vec<_> = domain.rsplitn(3, '.').take(2).collect();
    labels.into_iter().rev().collect::<Vec<_>>().join(".")
}
