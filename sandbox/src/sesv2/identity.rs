//! A domain or an address that mail is sent from.

use std::collections::BTreeMap;

use serde::Serialize;
use time::OffsetDateTime;

use super::detection::Detection;
use super::outbox::Link;
use super::{DkimAttributes, MailFromAttributes, VerificationInfo, VerificationStatus};
use crate::tags::Tags;
use crate::wire::Timestamp;

/// An e-mail identity: `GetEmailIdentityResponse` of the model, without what follows from the rest.
#[derive(Clone, Debug, Default)]
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
    pub tags: Tags,
    /// The configuration set that is used when a message names none.
    pub configuration_set: Option<String>,
    /// The search for a domain's DKIM records; `None` where a status is pinned, and for an address.
    pub detection: Option<Detection>,
    /// The link that was mailed to an address.
    pub link: Option<Link>,
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

impl EmailIdentity {
    /// An address has an `@`, a domain has none.
    pub fn identity_type(&self) -> IdentityType {
        if self.name.contains('@') {
            IdentityType::EmailAddress
        } else {
            IdentityType::Domain
        }
    }

    /// The domain itself, or that of the address, in lower case.
    pub fn domain(&self) -> String {
        let domain = self
            .name
            .rsplit_once('@')
            .map_or(self.name.as_str(), |(_, domain)| domain);
        domain.to_ascii_lowercase()
    }

    /// When something happens to it by itself.
    pub fn next_due(&self) -> Option<OffsetDateTime> {
        let mail_from = self
            .mail_from
            .as_ref()
            .and_then(|mail_from| mail_from.detection.as_ref());
        let checks = [self.detection.as_ref(), mail_from].into_iter().flatten();
        let checks = checks.filter_map(|detection| detection.next_check);
        let link = self.link.as_ref().filter(|link| link.waits);
        let expiry = link.map(|link| link.expires);
        checks.chain(self.dkim.next_key_due).chain(expiry).min()
    }

    /// Begins to look for the DKIM records. What is verified stays so until that has failed: only the
    /// key is another one.
    pub fn begin_detection(&mut self, now: OffsetDateTime) {
        self.detection = Some(Detection::begin(now));
        self.settle();
    }

    /// Shows what the search for the DKIM records has come to.
    pub fn settle(&mut self) {
        let Some(detection) = &self.detection else {
            return;
        };
        let info = &mut self.verification_info;
        let checked = detection.last_checked.map(Timestamp::at);
        info.last_checked_timestamp = checked.or(info.last_checked_timestamp);
        let found = detection.last_success.map(Timestamp::at);
        info.last_success_timestamp = found.or(info.last_success_timestamp);
        info.error_type = detection.error;
        self.dkim.status = detection.status;
        let was_found = matches!(
            self.verification_status,
            VerificationStatus::Success | VerificationStatus::TemporaryFailure
        );
        if detection.status != VerificationStatus::Pending || !was_found {
            self.verification_status = detection.status;
        }
    }

    /// Whether mail can be sent from it: false for the whole wait, and while SES cannot tell (AWS does
    /// not say which; what is not known to be verified does not count as such).
    pub fn verified(&self) -> bool {
        self.verification_status == VerificationStatus::Success
    }
}
