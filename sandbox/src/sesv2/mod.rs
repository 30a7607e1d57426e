//! SES v2. Model version 2019-09-27, restJson1.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html>

mod account;
mod dkim;
mod error;
mod get_email_identity;
mod identities;
mod identity;
mod list_configuration_sets;
mod list_email_identities;
mod listing;
mod mail_from;
mod state;
mod verification;

use crate::context::Context;
use crate::model::Input;
use crate::wire::json::answer as reply;
use crate::wire::{Answer, Error};

pub use account::{AccountAttributes, AccountDetails, ReviewDetails, SendQuota};
pub use dkim::{DkimAttributes, DkimOrigin, KeyLength};
pub use identities::Identities;
pub use identity::{EmailIdentity, IdentityType, Tag};
pub use mail_from::{BehaviorOnMxFailure, MailFromAttributes, MailFromDomainStatus};
pub use state::{Region, State};
pub use verification::{SoaRecord, VerificationError, VerificationInfo, VerificationStatus};

/// Performs an operation of SES.
pub fn perform(state: &mut State, context: &Context, operation: &str, input: Input) -> Answer {
    let here = state.region(&context.scope);
    match operation {
        "ListEmailIdentities" => reply(list_email_identities::list(here, context, &input.parse()?)),
        "GetEmailIdentity" => reply(get_email_identity::get(here, &input.parse()?)),
        "ListConfigurationSets" => reply(list_configuration_sets::list(here, &context.scope, &input.parse()?)),
        "GetAccount" => reply(account::get(here)),
        other => Err(Error::internal(other)),
    }
}
