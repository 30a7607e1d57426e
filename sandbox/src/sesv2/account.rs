//! What an account may do in a Region.
//! <https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html>

use serde::Serialize;

/// What distinguishes an account's Regions. By default an account is in the sending sandbox.
#[derive(Clone, Debug, Default)]
pub struct AccountAttributes {
    /// Whether the account has left the sending sandbox.
    pub production_access: bool,
    /// How much may be sent.
    pub send_quota: SendQuota,
    /// What the account asked for when it left the sending sandbox.
    pub details: Option<AccountDetails>,
}

/// `SendQuota` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendQuota {
    /// Messages in 24 hours.
    pub max24_hour_send: f64,
    /// Messages a second.
    pub max_send_rate: f64,
    /// Messages in the last 24 hours.
    pub sent_last24_hours: f64,
}

/// `AccountDetails` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountDetails {
    /// `MARKETING` or `TRANSACTIONAL`.
    pub mail_type: &'static str,
    /// The sender's web site.
    #[serde(rename = "WebsiteURL")]
    pub website_url: String,
    /// `EN` or `JA`.
    pub contact_language: &'static str,
    /// Why mail is sent.
    pub use_case_description: String,
    /// What AWS made of it.
    pub review_details: ReviewDetails,
}

/// `ReviewDetails` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReviewDetails {
    /// `PENDING`, `FAILED`, `GRANTED` or `DENIED`.
    pub status: &'static str,
    /// The support case.
    pub case_id: String,
}

impl Default for SendQuota {
    /// The quota of the sending sandbox.
    fn default() -> Self {
        Self {
            max24_hour_send: 200.0,
            max_send_rate: 1.0,
            sent_last24_hours: 0.0,
        }
    }
}
