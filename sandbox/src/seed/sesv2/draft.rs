//! Identities as their owners made them. What has become of them since is what SES found in the
//! zones: see [`crate::seed::zones`].

use std::cell::RefCell;

use time::{Duration, OffsetDateTime};

use crate::dns::RecordType;
use crate::generator::Generator;
use crate::seed::zones::{MailFromPublished, Published, Publisher, Wanted};
use crate::seed::{days_ago, hours_ago, minutes_ago};
use crate::sesv2::{
    BehaviorOnMxFailure, Detection, DkimAttributes, DkimOrigin, EmailIdentity, KeyLength, MailFromAttributes,
    SoaRecord, VerificationError, VerificationInfo, VerificationStatus, hosted_zone,
};

/// The public half of a key of the account's own; nobody has the other half.
const OWN_PUBLIC_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2M1FjlOEMew3cPtOkwmuRALj2lHE5mMY5zTP2rlYSyNPQeENE2jiC+hKIWdP4+w2\
ymmljYogMQRIYu6Y2a80xkKmdVbW/uFO0uFLWwS5gWK3rkWeKWaWdZKwA5eUmblSBBeXWKGGlFLO4h7mAIFKs5ffO4xSKEcMVSaTq7WGdc7tu6WofqAZ2syrZ9jvN/\
4883D+hQcOTIAQKg0h16J4HuePG3kteUc++2mRYzx1pWhecMqWnstDCnkVD0sslp4b97cxCl3P/YknrnnzLruP2cbDJh+sbwsfwpQ+nmF0UBZiEtHEtf5WJRJd+lBC\
st9N1i2QYnMMLoCMAfoYPJ4NhQIDAQAB";
/// So long after the key was made, the owner asked SES to look: the last check is not just now.
const HESITATION: Duration = Duration::minutes(11);
/// How long an identity has been failing that was not found in time.
const LONG_AGO: u32 = 17 * 24;

/// Where and when identities are made, and where their records go.
pub struct Draft<'a> {
    pub region: &'static str,
    pub now: OffsetDateTime,
    pub publisher: &'a RefCell<Publisher>,
}

impl Draft<'_> {
    /// A domain that has been verified by Easy DKIM for long.
    pub fn domain(&self, name: &str) -> EmailIdentity {
        let days = 30 + Generator::new(&["ses-age", name]).below(600);
        self.created(name, days * 24, Published::Rightly)
    }

    /// A domain that was created so many hours ago, and whose records were published in some way.
    pub fn created(&self, name: &str, hours: u32, published: Published) -> EmailIdentity {
        let key_made = Some(hours_ago(self.now, hours));
        let identity = EmailIdentity {
            dkim: DkimAttributes {
                tokens: Some(tokens(self.region, name)),
                signing_hosted_zone: Some(hosted_zone(self.region)),
                next_signing_key_length: Some(KeyLength::Rsa2048),
                current_signing_key_length: Some(KeyLength::Rsa2048),
                last_key_generation_timestamp: key_made,
                ..signed()
            },
            ..self.looked_for(name, hours)
        };
        self.publish(&identity, published);
        identity
    }

    /// A domain whose records are not what they should be, and never were.
    pub fn failed(&self, name: &str, published: Published) -> EmailIdentity {
        self.created(name, LONG_AGO, published)
    }

    /// A domain that was verified until its name server stopped answering, two days ago.
    pub fn unreachable(&self, name: &str) -> EmailIdentity {
        let identity = self.created(name, 365 * 24, Published::OnDeadServer);
        let mut identity = EmailIdentity {
            detection: Some(Detection::that_found(self.ago(365 * 24), self.ago(48))),
            ..identity
        };
        identity.settle();
        identity
    }

    /// Deterministic Easy DKIM since so many hours: the key of the identity of the same name in `parent`.
    pub fn replica(&self, name: &str, parent: &str, hours: u32) -> EmailIdentity {
        EmailIdentity {
            dkim: DkimAttributes {
                signing_attributes_origin: DkimOrigin::ReplicaOf(parent.to_owned()),
                ..signed()
            },
            ..self.looked_for(name, hours)
        }
    }

    /// Deterministic Easy DKIM whose parent is no parent, and never was.
    pub fn orphan(&self, name: &str, parent: &str) -> EmailIdentity {
        self.replica(name, parent, LONG_AGO)
    }

    /// BYODKIM: the account's own key, under `selector`.
    pub fn own_key(&self, name: &str, selector: &str) -> EmailIdentity {
        let identity = EmailIdentity {
            dkim: DkimAttributes {
                tokens: Some(vec![selector.to_owned()]),
                signing_attributes_origin: DkimOrigin::External,
                public_key: Some(OWN_PUBLIC_KEY.to_owned()),
                ..signed()
            },
            ..self.looked_for(name, 90 * 24)
        };
        self.publish(&identity, Published::Rightly);
        identity
    }

    /// A domain that SES itself cannot make out. No DNS record brings that about: it stays so.
    pub fn service_error(&self, name: &str, status: VerificationStatus) -> EmailIdentity {
        let identity = self.created(name, 3, Published::Rightly);
        let found = (status == VerificationStatus::TemporaryFailure).then(|| days_ago(self.now, 2));
        EmailIdentity {
            verification_status: status,
            verification_info: VerificationInfo {
                last_checked_timestamp: Some(minutes_ago(self.now, 25)),
                last_success_timestamp: found,
                error_type: Some(VerificationError::ServiceError),
                soa_record: Some(soa_record(name)),
            },
            dkim: DkimAttributes {
                status,
                ..identity.dkim
            },
            detection: None,
            ..identity
        }
    }

    /// An address whose owner has followed the link.
    pub fn address(&self, name: &str) -> EmailIdentity {
        EmailIdentity {
            verification_status: VerificationStatus::Success,
            verification_info: VerificationInfo {
                last_success_timestamp: Some(days_ago(self.now, 20)),
                ..VerificationInfo::default()
            },
            ..not_started(name)
        }
    }

    /// A MAIL FROM domain that was set so many hours ago, and whose records were published in some way.
    pub fn mail_from(
        &self,
        domain: &str,
        hours: u32,
        behavior: BehaviorOnMxFailure,
        published: MailFromPublished,
    ) -> MailFromAttributes {
        self.publisher.borrow_mut().mail_from(domain, self.region, published);
        let mut mail_from = MailFromAttributes::begin(domain.to_owned(), behavior, self.ago(hours) + HESITATION);
        if published == MailFromPublished::OnDeadServer {
            mail_from.detection = Some(Detection::that_found(self.ago(hours), self.ago(30)));
        }
        mail_from
    }

    /// A domain that SES has been looking for since so many hours.
    fn looked_for(&self, name: &str, hours: u32) -> EmailIdentity {
        let mut identity = not_started(name);
        identity.begin_detection(self.ago(hours) + HESITATION);
        identity
    }

    fn ago(&self, hours: u32) -> OffsetDateTime {
        self.now - Duration::hours(hours.into())
    }

    fn publish(&self, identity: &EmailIdentity, published: Published) {
        let wanted = wanted(identity);
        self.publisher.borrow_mut().dkim(&identity.name, &wanted, published);
    }
}

/// A domain that SES was not asked to look for.
pub fn not_started(name: &str) -> EmailIdentity {
    EmailIdentity {
        name: name.to_owned(),
        feedback_forwarding: true,
        ..EmailIdentity::default()
    }
}

/// An address whose owner has not followed the link, yet or in time.
pub fn unconfirmed(name: &str, status: VerificationStatus) -> EmailIdentity {
    EmailIdentity {
        verification_status: status,
        ..not_started(name)
    }
}

/// Signing is on, and SES is looking.
fn signed() -> DkimAttributes {
    DkimAttributes {
        signing_enabled: true,
        status: VerificationStatus::Pending,
        ..DkimAttributes::default()
    }
}

/// The records that SES looks for.
fn wanted(identity: &EmailIdentity) -> Vec<Wanted> {
    let EmailIdentity { name, dkim, .. } = identity;
    let tokens = dkim.tokens.iter().flatten();
    let record = |token: &String| {
        let (record_type, value) = if let Some(key) = &dkim.public_key {
            (RecordType::TXT, format!("p={key}"))
        } else {
            let zone = dkim.signing_hosted_zone.as_deref().unwrap_or_default();
            (RecordType::CNAME, format!("{token}.{zone}"))
        };
        Wanted {
            name: format!("{token}._domainkey.{name}"),
            record_type,
            value,
        }
    };
    tokens.map(record).collect()
}

/// Tokens differ from Region to Region.
fn tokens(region: &str, name: &str) -> Vec<String> {
    let mut generator = Generator::new(&["dkim", region, name]);
    (0..3).map(|_| generator.alphanumeric(32)).collect()
}

/// What SES found out before it could not go on.
fn soa_record(domain: &str) -> SoaRecord {
    SoaRecord {
        primary_name_server: format!("ns1.{domain}"),
        admin_email: format!("hostmaster.{domain}"),
        serial_number: 2_026_010_100,
    }
}
