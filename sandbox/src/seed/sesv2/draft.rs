//! Identities in the states that SES brings them into.

use time::OffsetDateTime;

use crate::generator::Generator;
use crate::seed::{days_ago, hours_ago, minutes_ago};
use crate::sesv2::{
    BehaviorOnMxFailure, DkimAttributes, DkimOrigin, EmailIdentity, KeyLength, MailFromAttributes,
    MailFromDomainStatus, SoaRecord, VerificationError, VerificationInfo, VerificationStatus, hosted_zone,
};

/// Where and when identities are made.
pub struct Draft {
    pub region: &'static str,
    pub now: OffsetDateTime,
}

impl Draft {
    /// A domain that is verified by Easy DKIM.
    pub fn domain(&self, name: &str) -> EmailIdentity {
        let age = 30 + Generator::new(&["ses-age", name]).below(600);
        EmailIdentity {
            name: name.to_owned(),
            feedback_forwarding: true,
            verification_status: VerificationStatus::Success,
            verification_info: VerificationInfo {
                last_checked_timestamp: Some(minutes_ago(self.now, 90)),
                last_success_timestamp: Some(minutes_ago(self.now, 90)),
                error_type: None,
                soa_record: Some(soa_record(name)),
            },
            dkim: DkimAttributes {
                signing_enabled: true,
                status: VerificationStatus::Success,
                tokens: Some(tokens(self.region, name)),
                signing_hosted_zone: Some(hosted_zone(self.region)),
                signing_attributes_origin: DkimOrigin::AwsSes,
                next_signing_key_length: Some(KeyLength::Rsa2048),
                current_signing_key_length: Some(KeyLength::Rsa2048),
                last_key_generation_timestamp: Some(days_ago(self.now, age)),
                ..DkimAttributes::default()
            },
            ..EmailIdentity::default()
        }
    }

    /// A domain that SES has been looking for since `hours`, with what it found last.
    pub fn pending(&self, name: &str, hours: u32, error: VerificationError) -> EmailIdentity {
        let mut identity = self.domain(name);
        identity.verification_status = VerificationStatus::Pending;
        identity.dkim.status = VerificationStatus::Pending;
        identity.dkim.last_key_generation_timestamp = Some(hours_ago(self.now, hours));
        identity.verification_info = VerificationInfo {
            last_checked_timestamp: Some(minutes_ago(self.now, 11)),
            last_success_timestamp: None,
            error_type: Some(error),
            soa_record: identity.verification_info.soa_record,
        };
        identity
    }

    /// A domain that SES did not find within 72 hours.
    pub fn failed(&self, name: &str, error: VerificationError) -> EmailIdentity {
        let mut identity = self.pending(name, 17 * 24, error);
        identity.verification_status = VerificationStatus::Failed;
        identity.dkim.status = VerificationStatus::Failed;
        identity.verification_info.last_checked_timestamp = Some(days_ago(self.now, 14));
        identity
    }

    /// A domain that was verified, and that SES cannot make out at present.
    pub fn unreachable(&self, name: &str, error: VerificationError) -> EmailIdentity {
        let mut identity = self.domain(name);
        identity.verification_status = VerificationStatus::TemporaryFailure;
        identity.dkim.status = VerificationStatus::TemporaryFailure;
        identity.verification_info.last_checked_timestamp = Some(minutes_ago(self.now, 25));
        identity.verification_info.last_success_timestamp = Some(days_ago(self.now, 2));
        identity.verification_info.error_type = Some(error);
        identity
    }

    /// A domain that SES was not asked to look for.
    pub fn not_started(&self, name: &str) -> EmailIdentity {
        let mut identity = self.domain(name);
        identity.verification_status = VerificationStatus::NotStarted;
        identity.verification_info = VerificationInfo::default();
        identity.dkim = DkimAttributes::default();
        identity
    }

    /// An address whose owner has followed the link.
    pub fn address(&self, name: &str) -> EmailIdentity {
        let mut identity = self.domain(name);
        identity.verification_info.last_checked_timestamp = None;
        identity.verification_info.soa_record = None;
        identity.dkim = DkimAttributes::default();
        identity
    }

    /// An address whose owner has not followed the link.
    pub fn unconfirmed(&self, name: &str, status: VerificationStatus) -> EmailIdentity {
        let mut identity = self.address(name);
        identity.verification_status = status;
        identity.verification_info = VerificationInfo::default();
        identity
    }
}

/// Deterministic Easy DKIM: the key of the identity of the same name in `parent`.
pub fn replica_of(parent: &str, mut identity: EmailIdentity) -> EmailIdentity {
    identity.dkim.signing_attributes_origin = DkimOrigin::ReplicaOf(parent.to_owned());
    identity.dkim.tokens = Some(tokens(parent, &identity.name));
    identity.dkim.signing_hosted_zone = Some(hosted_zone(parent));
    identity
}

/// BYODKIM: the account's own key, under `selector`.
pub fn with_own_key(selector: &str, mut identity: EmailIdentity) -> EmailIdentity {
    identity.dkim = DkimAttributes {
        tokens: Some(vec![selector.to_owned()]),
        signing_hosted_zone: None,
        signing_attributes_origin: DkimOrigin::External,
        next_signing_key_length: None,
        current_signing_key_length: None,
        last_key_generation_timestamp: None,
        ..identity.dkim
    };
    identity
}

/// A MAIL FROM domain in this state.
pub fn mail_from(domain: &str, status: MailFromDomainStatus, behavior: BehaviorOnMxFailure) -> MailFromAttributes {
    MailFromAttributes {
        mail_from_domain: domain.to_owned(),
        mail_from_domain_status: status,
        behavior_on_mx_failure: behavior,
        detection: None,
    }
}

/// Tokens differ from Region to Region.
fn tokens(region: &str, name: &str) -> Vec<String> {
    let mut generator = Generator::new(&["dkim", region, name]);
    (0..3).map(|_| generator.alphanumeric(32)).collect()
}

fn soa_record(domain: &str) -> SoaRecord {
    let zone: Vec<_> = domain.rsplitn(3, '.').take(2).collect();
    let zone = zone.into_iter().rev().collect::<Vec<_>>().join(".");
    SoaRecord {
        primary_name_server: format!("ns1.{zone}"),
        admin_email: format!("hostmaster.{zone}"),
        serial_number: 2_026_010_100 + i64::from(Generator::new(&["soa", &zone]).below(90)),
    }
}
