//! SES v2. Model version 2019-09-27, restJson1.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html>

mod account;
mod catch_up;
mod create_email_identity;
mod create_email_identity_policy;
mod delete_email_identity;
mod delete_email_identity_policy;
mod detection;
mod dkim;
mod dns;
mod error;
mod get_account;
mod get_email_identity;
mod get_email_identity_policies;
mod identities;
mod identity;
mod list_configuration_sets;
mod list_email_identities;
mod list_tags_for_resource;
mod listing;
mod mail_from;
mod names;
mod outbox;
mod own_key;
mod policy;
mod put_email_identity_configuration_set_attributes;
mod put_email_identity_dkim_attributes;
mod put_email_identity_dkim_signing_attributes;
mod put_email_identity_feedback_attributes;
mod put_email_identity_mail_from_attributes;
mod replication;
mod resource;
mod signing;
mod state;
mod tag_resource;
mod tags;
mod untag_resource;
mod update_email_identity_policy;
mod verdict;
mod verification;

use crate::context::Context;
use crate::model::Input;
use crate::wire::json::answer as reply;
use crate::wire::{Answer, Error};

pub use account::{AccountAttributes, AccountDetails, ReviewDetails, SendQuota};
pub use detection::Detection;
pub use dkim::{DkimAttributes, DkimOrigin, KeyLength, hosted_zone};
pub use identities::Identities;
pub use identity::{EmailIdentity, IdentityType};
pub use mail_from::{BehaviorOnMxFailure, MailFromAttributes, MailFromDomainStatus};
pub use outbox::{LinkError, VerificationMail};
pub use state::{Region, State};
pub use verification::{SoaRecord, VerificationError, VerificationInfo, VerificationStatus};

/// Performs an operation of SES.
pub fn perform(state: &mut State, context: &Context, operation: &str, input: Input) -> Answer {
    match operation {
        "CreateEmailIdentity" => reply(create_email_identity::create(state, context, input.parse()?)),
        "DeleteEmailIdentity" => reply(delete_email_identity::delete(state, context, &input.parse()?)),
        "PutEmailIdentityDkimSigningAttributes" => reply(put_email_identity_dkim_signing_attributes::put(
            state,
            context,
            input.parse()?,
        )),
        other => perform_here(state.region(&context.scope), context, other, input),
    }
}

/// Performs an operation that does not look beyond the Region.
fn perform_here(here: &mut Region, context: &Context, operation: &str, input: Input) -> Answer {
    match operation {
        "ListEmailIdentities" => reply(list_email_identities::list(here, context, &input.parse()?)),
        "GetEmailIdentity" => reply(get_email_identity::get(here, &input.parse()?)),
        "PutEmailIdentityDkimAttributes" => {
            reply(put_email_identity_dkim_attributes::put(here, context, &input.parse()?))
        }
        "PutEmailIdentityMailFromAttributes" => reply(put_email_identity_mail_from_attributes::put(
            here,
            context,
            input.parse()?,
        )),
        "PutEmailIdentityFeedbackAttributes" => reply(put_email_identity_feedback_attributes::put(
            here,
            context,
            &input.parse()?,
        )),
        "PutEmailIdentityConfigurationSetAttributes" => reply(put_email_identity_configuration_set_attributes::put(
            here,
            context,
            input.parse()?,
        )),
        "CreateEmailIdentityPolicy" => reply(create_email_identity_policy::create(here, context, input.parse()?)),
        "GetEmailIdentityPolicies" => reply(get_email_identity_policies::get(here, &input.parse()?)),
        "UpdateEmailIdentityPolicy" => reply(update_email_identity_policy::update(here, context, input.parse()?)),
        "DeleteEmailIdentityPolicy" => reply(delete_email_identity_policy::delete(here, context, &input.parse()?)),
        "TagResource" => reply(tag_resource::tag(here, context, input.parse()?)),
        "UntagResource" => reply(untag_resource::untag(here, context, &input.parse()?)),
        "ListTagsForResource" => reply(list_tags_for_resource::list(here, &context.scope, &input.parse()?)),
        "ListConfigurationSets" => reply(list_configuration_sets::list(here, &context.scope, &input.parse()?)),
        "GetAccount" => reply(get_account::get(here)),
        other => Err(Error::internal(other)),
    }
}
