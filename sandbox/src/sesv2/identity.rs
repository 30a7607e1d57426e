//! A domain or an address that mail is sent from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{DkimAttributes, MailFromAttributes, VerificationInfo, VerificationStatus};

/// An e-mail identity: `GetEmailIdentityResponse` of the model, without what follows from the rest.
#[derive(Clone, Debug)]
pub struct EmailIdentity {
    /// The domain, or the address.
    pub name: String,
    /// Whether bounces and complaints are forwarded by mail.
    pub feedback_forwarding: bool,
    /// Whether it may be sent from.
    pub verification_status: VerificationStatus,
    /// When SES looked, and what it found.
    pub verification_info: VerificationInfo,
    /// How its mail is signed.
    pub dkim: DkimAttributes,
    /// `None` where no MAIL FROM domain was ever set.
    pub mail_from: Option<MailFromAttributes>,
    /// Sending policies: JSON texts by name.
    pub policies: BTreeMap<String, String>,
    /// Tags by key, AWS's own among them.
    pub tags: BTreeMap<String, String>,
    /// The configuration set that is used when a message names none.
    pub configuration_set: Option<String>,
}

/// `IdentityType` of the model; `MANAGED_DOMAIN` is in the enum but not supported by SES.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentityType {
    /// `user@example.com`
    EmailAddress,
    /// `example.com`
    Domain,
    /// Never.
    ManagedDomain,
}

impl IdentityType {
    /// The names on the wire.
    pub const NAMES: [(&str, Self); 3] = [
        ("EMAIL_ADDRESS", Self::EmailAddress),
        ("DOMAIN", Self::Domain),
        ("MANAGED_DOMAIN", Self::ManagedDomain),
    ];
}

/// `Tag` of the model.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag<'a> {
    /// 1 to 128 characters.
    pub key: &'a str,
    /// Up to 256 characters.
    pub value: &'a str,
}

impl EmailIdentity {
    /// An address has an `@`, a domain has none.
    pub fn identity_type(&self) -> IdentityType {
        if self.name.contains('@') {
            IdentityType::EmailAddress
        } else {
            IdentityType::Domain
        }
    }

    /// Whether mail can be sent from it: false for the whole wait.
    pub fn verified(&self) -> bool {
        self.verification_status == VerificationStatus::Success
    }
}
