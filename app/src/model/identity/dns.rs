//! The DNS records to publish for an identity.

use super::{Details, Identity, IdentityType, Origin};
use serde::{Deserialize, Serialize};

/// A DNS record that SES looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsRecord {
    /// Its name, an FQDN without the last dot.
    pub name: String,
    /// Its type.
    pub record_type: RecordType,
    /// Its value as a DNS provider's form takes it; `None` where AWS does not tell it.
    pub value: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
}

impl DnsRecord {
    /// Why the value is not known, where it is not.
    #[must_use]
    pub const fn missing_value(&self) -> &'static str {
        match self.record_type {
            RecordType::Txt => "the public key that you generated; AWS never returns it",
            RecordType::Cname | RecordType::Mx => "SES has not named the zone yet",
        }
    }
}

/// The types of record that SES needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RecordType {
    /// RFC 1035, section 3.3.1.
    Cname,
    /// RFC 1035, section 3.3.9.
    Mx,
    /// RFC 1035, section 3.3.14.
    Txt,
}

impl RecordType {
    /// As DNS writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cname => "CNAME",
            Self::Mx => "MX",
            Self::Txt => "TXT",
        }
    }
}

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Signing, and with it the domain's verification.
    Dkim,
    /// The custom MAIL FROM domain: where bounces go.
    MailFromMx,
    /// The custom MAIL FROM domain: SPF (RFC 7208).
    MailFromSpf,
}

impl Purpose {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Dkim => "DKIM",
            Self::MailFromMx => "MAIL FROM",
            Self::MailFromSpf => "SPF of MAIL FROM",
        }
    }
}

/// The records to publish; empty for an address identity without MAIL FROM, and while the details are unknown.
///
/// Sources: <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html>,
/// <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
#[must_use]
pub fn records(identity: &Identity) -> Vec<DnsRecord> {
    let Some(details) = &identity.details else {
        return Vec::new();
    };
    let mut records = if identity.identity_type == IdentityType::Domain {
        dkim(&identity.name, details)
    } else {
        Vec::new()
    };
    if let Some(mail_from) = &details.mail_from {
        records.push(DnsRecord {
            name: mail_from.domain.clone(),
            record_type: RecordType::Mx,
            value: Some(format!("10 feedback-smtp.{}.amazonses.com", identity.region)),
            purpose: Purpose::MailFromMx,
        });
        records.push(DnsRecord {
            name: mail_from.domain.clone(),
            record_type: RecordType::Txt,
            value: Some("\"v=spf1 include:amazonses.com ~all\"".to_owned()),
            purpose: Purpose::MailFromSpf,
        });
    }
    records
}

fn dkim(domain: &str, details: &Details) -> Vec<DnsRecord> {
    let Some(dkim) = &details.dkim else { return Vec::new() };
    let record = |token: &String| {
        let name = format!("{token}._domainkey.{domain}");
        match (&dkim.origin, &dkim.signing_hosted_zone) {
            (Origin::Byodkim, _) => DnsRecord {
                name,
                record_type: RecordType::Txt,
                value: None,
                purpose: Purpose::Dkim,
            },
            (_, zone) => DnsRecord {
                name,
                record_type: RecordType::Cname,
                value: zone.as_ref().map(|zone| format!("{token}.{zone}")),
                purpose: Purpose::Dkim,
            },
        }
    };
    dkim.tokens.iter().map(record).collect()
}

/// The records as a snippet for a zone file (RFC 1035, section 5). A record whose value is not known is a comment.
#[must_use]
pub fn zone_snippet(records: &[DnsRecord]) -> String {
    let line = |record: &DnsRecord| match (&record.value, record.record_type) {
        (Some(value), RecordType::Txt) => format!("{}. 300 IN TXT {value}\n", record.name),
        (Some(value), kind) => format!("{}. 300 IN {} {value}.\n", record.name, kind.as_str()),
        (None, kind) => format!(
            "; {}. 300 IN {}: {}\n",
            record.name,
            kind.as_str(),
            record.missing_value()
        ),
    };
    records.iter().map(line).collect()
}

/// The records as CSV (RFC 4180): name, type, value.
#[must_use]
pub fn csv(records: &[DnsRecord]) -> String {
    let rows = records.iter().map(|record| {
        let cells = [
            record.name.as_str(),
            record.record_type.as_str(),
            record.value.as_deref().unwrap_or_default(),
        ];
        crate::model::list::csv_line(cells)
    });
    std::iter::once(crate::model::list::csv_line(["Name", "Type", "Value"]))
        .chain(rows)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        identity::{Dkim, MailFrom, Status, verification::VerificationInfo},
        time::Timestamp,
    };

    fn identity(origin: Origin, tokens: &[&str], zone: Option<&str>) -> Identity {
        let dkim = Dkim {
            signing_enabled: true,
            status: Status::Pending,
            tokens: tokens.iter().map(ToString::to_string).collect(),
            signing_hosted_zone: zone.map(str::to_owned),
            origin,
            next_key_length: None,
            current_key_length: None,
            last_key_generation: None,
        };
        let details = Details {
            feedback_forwarding: true,
            verified_for_sending: false,
            dkim: Some(dkim),
            mail_from: Some(MailFrom {
                domain: "bounce.example.com".to_owned(),
                status: Status::Pending,
                reject_on_mx_failure: false,
            }),
            policies: [].into(),
            tags: [].into(),
            configuration_set: None,
            verification: VerificationInfo::default(),
        };
        Identity {
            region: "ap-southeast-2".parse().expect("a Region"),
            name: "example.com".to_owned(),
            identity_type: IdentityType::Domain,
            sending_enabled: false,
            status: Status::Pending,
            details: Some(details),
            first_seen: Timestamp::default(),
            described_at: None,
        }
    }

    #[test]
    fn easy_dkim_points_into_the_zone_that_ses_names() {
        let identity = identity(
            Origin::EasyDkim,
            &["abc", "def"],
            Some("dkim.ap-southeast-2.amazonses.com"),
        );
        let zone = zone_snippet(&records(&identity));
        assert_eq!(
            zone,
            "abc._domainkey.example.com. 300 IN CNAME abc.dkim.ap-southeast-2.amazonses.com.\n\
             def._domainkey.example.com. 300 IN CNAME def.dkim.ap-southeast-2.amazonses.com.\n\
             bounce.example.com. 300 IN MX 10 feedback-smtp.ap-southeast-2.amazonses.com.\n\
             bounce.example.com. 300 IN TXT \"v=spf1 include:amazonses.com ~all\"\n"
        );
    }

    #[test]
    fn the_public_half_of_an_own_key_is_not_made_up() {
        let records = records(&identity(Origin::Byodkim, &["mail2026"], None));
        assert_eq!(records[0].name, "mail2026._domainkey.example.com");
        assert_eq!((records[0].record_type, &records[0].value), (RecordType::Txt, &None));
        assert!(zone_snippet(&records).starts_with("; mail2026._domainkey.example.com. 300 IN TXT"));
    }

    #[test]
    fn csv_quotes_what_needs_quotes() {
        let csv = csv(&records(&identity(Origin::EasyDkim, &[], None)));
        assert_eq!(
            csv.lines().last(),
            Some("bounce.example.com,TXT,\"\"\"v=spf1 include:amazonses.com ~all\"\"\"")
        );
    }

    #[test]
    fn an_address_has_no_dkim_records() {
        let mut identity = identity(Origin::EasyDkim, &["abc"], Some("dkim.amazonses.com"));
        identity.identity_type = IdentityType::EmailAddress;
        assert!(records(&identity).iter().all(|record| record.purpose != Purpose::Dkim));
    }
}
