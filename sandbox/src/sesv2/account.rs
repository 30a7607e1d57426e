//! `GetAccount`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html>

use serde::Serialize;
use serde_json::{Value, json};

use super::Region;
use super::error::Error;

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

/// The output of `GetAccount`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetAccount<'a> {
    dedicated_ip_auto_warmup_enabled: bool,
    enforcement_status: &'static str,
    production_access_enabled: bool,
    send_quota: &'a SendQuota,
    sending_enabled: bool,
    suppression_attributes: Value,
    details: Option<&'a AccountDetails>,
    vdm_attributes: Value,
}

/// `GET /v2/email/account`.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every operation has the shape of the ones that can fail"
)]
pub fn get(here: &Region) -> Result<GetAccount<'_>, Error> {
    Ok(GetAccount {
        dedicated_ip_auto_warmup_enabled: false,
        enforcement_status: "HEALTHY",
        production_access_enabled: here.account.production_access,
        send_quota: &here.account.send_quota,
        sending_enabled: true,
        suppression_attributes: json!({ "SuppressedReasons": ["BOUNCE", "COMPLAINT"] }),
        details: here.account.details.as_ref(),
        vdm_attributes: json!({ "VdmEnabled": "DISABLED" }),
    })
}
