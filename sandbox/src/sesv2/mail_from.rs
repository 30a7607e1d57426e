//! A MAIL FROM domain of the account's own, instead of `amazonses.com`.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::VerificationStatus;
use super::detection::Detection;

/// `MailFromAttributes` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct MailFromAttributes {
    /// A subdomain of the identity.
    pub mail_from_domain: String,
    /// Whether SES found the MX record.
    pub mail_from_domain_status: MailFromDomainStatus,
    /// What happens to mail while SES does not find it.
    pub behavior_on_mx_failure: BehaviorOnMxFailure,
    /// The search for the MX record; `None` where the status is pinned.
    #[serde(skip)]
    pub detection: Option<Detection>,
}

impl MailFromAttributes {
    /// A MAIL FROM domain that SES begins to look for.
    pub fn begin(domain: String, behavior_on_mx_failure: BehaviorOnMxFailure, now: OffsetDateTime) -> Self {
        Self {
            mail_from_domain: domain,
            mail_from_domain_status: MailFromDomainStatus::Pending,
            behavior_on_mx_failure,
            detection: Some(Detection::begin(now)),
        }
    }
}

/// `MailFromDomainStatus` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MailFromDomainStatus {
    /// SES is looking, for up to 72 hours.
    Pending,
    /// SES found the record.
    Success,
    /// SES did not find it in time.
    Failed,
    /// SES found it once, and cannot tell at present.
    TemporaryFailure,
}

impl From<VerificationStatus> for MailFromDomainStatus {
    fn from(status: VerificationStatus) -> Self {
        match status {
            VerificationStatus::Pending | VerificationStatus::NotStarted => Self::Pending,
            VerificationStatus::Success => Self::Success,
            VerificationStatus::Failed => Self::Failed,
            VerificationStatus::TemporaryFailure => Self::TemporaryFailure,
        }
    }
}

/// `BehaviorOnMxFailure` of the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BehaviorOnMxFailure {
    /// Mail goes out with `amazonses.com`.
    #[default]
    UseDefaultValue,
    /// Mail does not go out.
    RejectMessage,
}
