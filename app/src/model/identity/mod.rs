//! SES identities: the addresses and domains that mail is sent from, and whether it is trusted.

mod badges;
pub mod dns;
pub mod verification;

pub use badges::Verification;

use super::{region::Region, tag::Tags, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an SES identity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentityType {
    /// One address, verified by a link that SES mails to it.
    EmailAddress,
    /// A domain, verified by DNS records.
    Domain,
    /// In SES's enumeration, but not supported by SES.
    ManagedDomain,
}

impl IdentityType {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::EmailAddress => "Email address",
            Self::Domain => "Domain",
            Self::ManagedDomain => "Managed domain",
        }
    }
}

/// A verification status, of an identity, of its DKIM or of its MAIL FROM domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// SES is looking for the records; it does so for up to 72 hours.
    Pending,
    /// The records were found.
    Success,
    /// The records were not found within 72 hours.
    Failed,
    /// The records were found before and could not be found just now.
    TemporaryFailure,
    /// SES is not looking.
    NotStarted,
}

impl Status {
    /// Every status, in the order in which a person wants to see them: what needs attention first.
    pub const ALL: [Self; 5] = [
        Self::Failed,
        Self::TemporaryFailure,
        Self::Pending,
        Self::NotStarted,
        Self::Success,
    ];

    /// The value of the filter tokens `status:`, `dkim:` and `mailfrom:`.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::TemporaryFailure => "temporary-failure",
            Self::NotStarted => "not-started",
        }
    }

    /// AWS's form, such as `TEMPORARY_FAILURE`.
    #[must_use]
    pub const fn as_aws(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Success => "SUCCESS",
            Self::Failed => "FAILED",
            Self::TemporaryFailure => "TEMPORARY_FAILURE",
            Self::NotStarted => "NOT_STARTED",
        }
    }

    /// Reads AWS's form (`TEMPORARY_FAILURE`); a value that is newer than this list is taken as not started.
    #[must_use]
    pub fn from_aws(value: &str) -> Self {
        match value {
            "PENDING" => Self::Pending,
            "SUCCESS" => Self::Success,
            "FAILED" => Self::Failed,
            "TEMPORARY_FAILURE" => Self::TemporaryFailure,
            _ => Self::NotStarted,
        }
    }
}

/// An SES identity in one Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The Region.
    pub region: Region,
    /// The address or the domain, domains in the ASCII form that DNS uses.
    pub name: String,
    /// What it is.
    pub identity_type: IdentityType,
    /// Whether SES lets the account send from it.
    pub sending_enabled: bool,
    /// Whether it is verified.
    pub status: Status,
    /// What only `GetEmailIdentity` tells; `None` until it was asked.
    pub details: Option<Details>,
    /// When Frontdesk first saw it.
    pub first_seen: Timestamp,
    /// When `GetEmailIdentity` was last asked.
    pub described_at: Option<Timestamp>,
}

impl Identity {
    /// Its ARN in `account`.
    #[must_use]
    pub fn arn(&self, account: &str) -> String {
        arn(&self.region, account, &self.name)
    }

    /// How its mail is signed, as far as is known.
    #[must_use]
    pub fn dkim(&self) -> Option<&Dkim> {
        self.details.as_ref()?.dkim.as_ref()
    }

    /// Whether it can have replicas: a domain with Easy DKIM and a key of its own.
    /// Source: <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html>
    #[must_use]
    pub fn can_be_parent(&self) -> bool {
        let is_easy = |dkim: &Dkim| dkim.origin == Origin::EasyDkim && !dkim.tokens.is_empty();
        self.identity_type == IdentityType::Domain && self.dkim().is_some_and(is_easy)
    }
}

/// The ARN of the identity `name`.
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html>
#[must_use]
pub fn arn(region: &Region, account: &str, name: &str) -> String {
    format!("arn:{}:ses:{region}:{account}:identity/{name}", region.partition())
}

/// What only `GetEmailIdentity` tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Whether bounces and complaints are forwarded by e-mail.
    pub feedback_forwarding: bool,
    /// Whether SES lets the account send from it: false for the whole wait, too.
    pub verified_for_sending: bool,
    /// DKIM.
    pub dkim: Option<Dkim>,
    /// The custom MAIL FROM domain; `None` means never configured, not waiting.
    pub mail_from: Option<MailFrom>,
    /// Sending authorization policies, JSON by name.
    pub policies: BTreeMap<String, String>,
    /// The tags.
    pub tags: Tags,
    /// The default configuration set.
    pub configuration_set: Option<String>,
    /// What SES found when it last looked.
    pub verification: verification::VerificationInfo,
}

/// The DKIM attributes of an identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dkim {
    /// Whether mail is signed.
    pub signing_enabled: bool,
    /// Whether the records were found.
    pub status: Status,
    /// Easy DKIM: three tokens. Bring your own: the selector.
    pub tokens: Vec<String>,
    /// The zone that Easy DKIM's CNAME records point into; differs between Regions.
    pub signing_hosted_zone: Option<String>,
    /// Where the key comes from.
    pub origin: Origin,
    /// `RSA_1024_BIT` or `RSA_2048_BIT`: the next key's length.
    pub next_key_length: Option<String>,
    /// The current key's length.
    pub current_key_length: Option<String>,
    /// When the key was generated.
    pub last_key_generation: Option<Timestamp>,
}

/// Where a DKIM key comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// `AWS_SES`: Easy DKIM.
    EasyDkim,
    /// `EXTERNAL`: bring your own.
    Byodkim,
    /// `AWS_SES_<REGION>`: deterministic Easy DKIM, a replica of the identity in that Region.
    Replica(Region),
    /// A value that is newer than this list.
    Other(String),
}

impl Origin {
    /// Reads AWS's form; the Regions are written `AWS_SES_EU_WEST_2`.
    #[must_use]
    pub fn from_aws(value: &str) -> Self {
        match value {
            "AWS_SES" => Self::EasyDkim,
            "EXTERNAL" => Self::Byodkim,
            other => other
                .strip_prefix("AWS_SES_")
                .and_then(|region| region.to_ascii_lowercase().replace('_', "-").parse().ok())
                .map_or_else(|| Self::Other(other.to_owned()), Self::Replica),
        }
    }

    /// In words.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::EasyDkim => "Easy DKIM".to_owned(),
            Self::Byodkim => "Bring your own".to_owned(),
            Self::Replica(region) => format!("Replica of {region}"),
            Self::Other(value) => value.clone(),
        }
    }

    /// The value of the filter token `origin:`.
    #[must_use]
    pub fn token(&self) -> &str {
        match self {
            Self::EasyDkim => "easy",
            Self::Byodkim => "byodkim",
            Self::Replica(_) => "replica",
            Self::Other(value) => value,
        }
    }
}

/// A custom MAIL FROM domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailFrom {
    /// The domain in the envelope sender.
    pub domain: String,
    /// Whether its MX record was found. SES has no "not started" here.
    pub status: Status,
    /// Whether mail is refused while the MX record is missing (`REJECT_MESSAGE`), rather than sent from
    /// `amazonses.com` (`USE_DEFAULT_VALUE`).
    pub reject_on_mx_failure: bool,
}

/// "2048 bit" for `RSA_2048_BIT`.
#[must_use]
pub fn key_length_label(aws: &str) -> String {
    aws.strip_prefix("RSA_")
        .and_then(|rest| rest.strip_suffix("_BIT"))
        .map_or_else(|| aws.to_owned(), |bits| format!("{bits} bit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replica_s_origin_names_its_parent_s_region() {
        let region = "eu-west-2".parse().expect("a Region");
        assert_eq!(Origin::from_aws("AWS_SES_EU_WEST_2"), Origin::Replica(region));
        assert_eq!(Origin::from_aws("AWS_SES"), Origin::EasyDkim);
        assert_eq!(Origin::from_aws("EXTERNAL").label(), "Bring your own");
        assert_eq!(
            Origin::from_aws("SOMETHING_NEW"),
            Origin::Other("SOMETHING_NEW".to_owned())
        );
    }

    #[test]
    fn an_arn_names_the_partition_of_its_region() {
        let arn = |region: &str| arn(&region.parse().expect("a Region"), "111122223333", "example.com");
        assert_eq!(
            arn("eu-west-2"),
            "arn:aws:ses:eu-west-2:111122223333:identity/example.com"
        );
        assert_eq!(
            arn("us-gov-west-1"),
            "arn:aws-us-gov:ses:us-gov-west-1:111122223333:identity/example.com"
        );
    }

    #[test]
    fn key_lengths_read_well() {
        assert_eq!(key_length_label("RSA_2048_BIT"), "2048 bit");
        assert_eq!(key_length_label("ED25519"), "ED25519");
    }
}
