//! `GetAccount`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html>

use serde::Serialize;
use serde_json::{Value, json};

use super::error::Error;
use super::{AccountDetails, Region, SendQuota};

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
