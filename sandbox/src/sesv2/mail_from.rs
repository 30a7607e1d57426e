//! A MAIL FROM domain of the account's own, instead of `amazonses.com`.

use serde::Serialize;

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

/// `BehaviorOnMxFailure` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BehaviorOnMxFailure {
    /// Mail goes out with `amazonses.com`.
    UseDefaultValue,
    /// Mail does not go out.
    RejectMessage,
}
