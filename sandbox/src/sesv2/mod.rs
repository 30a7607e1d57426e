//! SES v2. Model version 2019-09-27, restJson1.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html>

mod account;
mod dkim;
mod error;
mod get_email_identity;
mod identity;
mod list_configuration_sets;
mod list_email_identities;
mod listing;
mod mail_from;
mod state;
mod verification;

use std::sync::RwLock;

use crate::wire::json::answer as reply;
use crate::wire::rest_json::{self, body};
use crate::wire::{self, Answer, Call};

pub use account::{AccountAttributes, AccountDetails, ReviewDetails, SendQuota};
pub use dkim::{DkimAttributes, DkimOrigin, KeyLength};
pub use identity::{EmailIdentity, IdentityType, Tag};
pub use mail_from::{BehaviorOnMxFailure, MailFromAttributes, MailFromDomainStatus};
pub use state::{Region, State};
pub use verification::{SoaRecord, VerificationError, VerificationInfo, VerificationStatus};

/// Answers a call to SES.
pub fn answer(state: &RwLock<State>, call: &Call) -> Answer {
    let state = wire::read(state);
    let here = state.region(&call.scope);
    let (method, path) = call.route();
    match (method, path.as_slice()) {
        ("POST", ["v2", "email", "list-identities"]) => {
            reply(list_email_identities::list(here, &call.scope, &body(call)?))
        }
        // aws-sdk-sesv2 up to 1.138 and boto3 up to 1.43 list with GET.
        ("GET", ["v2", "email", "identities"]) => reply(list_email_identities::list_by_query(here, call)),
        ("GET", ["v2", "email", "identities", identity]) => reply(get_email_identity::get(here, identity)),
        ("POST", ["v2", "email", "list-configuration-sets"]) => {
            reply(list_configuration_sets::list(here, &call.scope, &body(call)?))
        }
        ("GET", ["v2", "email", "configuration-sets"]) => reply(list_configuration_sets::list_by_query(here, call)),
        ("GET", ["v2", "email", "account"]) => reply(account::get(here)),
        (method, path) => Err(rest_json::unknown_operation(method, path)),
    }
}
