//! Amazon Connect. Model version 2017-08-08, restJson1.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/Welcome.html>

mod associate_email_address_alias;
mod channel_configs;
mod channel_configs_input;
mod create_email_address;
mod create_user;
mod delete_email_address;
mod delete_user;
mod disassociate_email_address_alias;
mod email_address;
mod email_addresses;
mod error;
mod hierarchy;
mod idempotency;
mod identity_management;
mod instance;
mod list_instances;
mod list_summaries;
mod list_tags_for_resource;
mod list_users;
mod mailbox;
mod named;
mod phone_config;
mod profile;
mod search;
mod search_email_addresses;
mod search_users;
mod state;
mod tag_resource;
mod tagged;
#[cfg(test)]
mod tests;
mod untag_resource;
mod update_email_address_metadata;
mod update_user_config;
mod update_user_hierarchy;
mod update_user_identity_info;
mod update_user_phone_config;
mod update_user_routing_profile;
mod update_user_security_profiles;
mod user;
mod users;

use crate::context::Context;
use crate::model::Input;
use crate::wire::json::answer as reply;
use crate::wire::{Answer, Error};

pub use channel_configs::{
    AfterContactWorkConfig, AfterContactWorkConfigPerChannel, AutoAcceptConfig, Channel, ChannelConfigs,
    PersistentConnectionConfig, PhoneNumberConfig, VoiceEnhancementConfig, VoiceEnhancementMode,
};
pub use email_address::{AliasConfiguration, EmailAddress};
pub use email_addresses::EmailAddresses;
pub use hierarchy::{Hierarchy, HierarchyGroup};
pub use idempotency::ClientTokens;
pub use identity_management::IdentityManagementType;
pub use instance::{Instance, InstanceAttributes};
pub use named::Named;
pub use phone_config::{PhoneConfig, PhoneType};
pub use profile::{RoutingProfile, SecurityProfile, SecurityProfileType};
pub use state::{Region, State};
pub use user::{IdentityInfo, User};
pub use users::Users;

/// Performs an operation of Amazon Connect. `verified_in_ses` tells whether a domain, in lower case,
/// is a verified SES identity of the caller's account in this Region; it is asked only when a new
/// e-mail address depends on it.
pub fn perform(
    state: &mut State,
    context: &Context,
    operation: &str,
    input: Input,
    verified_in_ses: &dyn Fn(&str) -> bool,
) -> Answer {
    let here = state.region(&context.scope);
    match operation {
        "ListInstances" => reply(list_instances::list(here, context, &input.parse()?)),
        "DescribeInstance" => reply(instance::describe(here, &input.parse()?)),
        "ListUsers" => reply(list_users::list(here, context, &input.parse()?)),
        "SearchUsers" => reply(search_users::search(here, context, &input.parse()?)),
        "DescribeUser" => reply(user::describe(here, &input.parse()?)),
        "CreateUser" => reply(create_user::create(here, context, input.parse()?)),
        "UpdateUserIdentityInfo" => reply(update_user_identity_info::update(here, context, input.parse()?)),
        "UpdateUserPhoneConfig" => reply(update_user_phone_config::update(here, context, input.parse()?)),
        "UpdateUserConfig" => reply(update_user_config::update(here, context, input.parse()?)),
        "UpdateUserRoutingProfile" => reply(update_user_routing_profile::update(here, context, input.parse()?)),
        "UpdateUserSecurityProfiles" => reply(update_user_security_profiles::update(here, context, input.parse()?)),
        "UpdateUserHierarchy" => reply(update_user_hierarchy::update(here, context, input.parse()?)),
        "DeleteUser" => reply(delete_user::delete(here, context, &input.parse()?)),
        "ListSecurityProfiles" => reply(list_summaries::security_profiles(here, &input.parse()?)),
        "ListRoutingProfiles" => reply(list_summaries::routing_profiles(here, &input.parse()?)),
        "ListUserHierarchyGroups" => reply(list_summaries::hierarchy_groups(here, &input.parse()?)),
        "SearchEmailAddresses" => reply(search_email_addresses::search(here, context, &input.parse()?)),
        "DescribeEmailAddress" => reply(email_address::describe(here, &input.parse()?)),
        "DeleteEmailAddress" => reply(delete_email_address::delete(here, context, &input.parse()?)),
        "CreateEmailAddress"
        | "UpdateEmailAddressMetadata"
        | "AssociateEmailAddressAlias"
        | "DisassociateEmailAddressAlias" => idempotency::once(here, context, operation, input, |here, input| {
            perform_once(here, context, operation, input, verified_in_ses)
        }),
        "TagResource" => reply(tag_resource::tag(here, context, input.parse()?)),
        "UntagResource" => reply(untag_resource::untag(here, context, &input.parse()?)),
        "ListTagsForResource" => reply(list_tags_for_resource::list(here, &input.parse()?)),
        other => Err(Error::internal(other)),
    }
}

/// The operations that take a `ClientToken`.
fn perform_once(
    here: &mut Region,
    context: &Context,
    operation: &str,
    input: Input,
    verified_in_ses: &dyn Fn(&str) -> bool,
) -> Answer {
    match operation {
        "CreateEmailAddress" => {
            let input = input.parse()?;
            reply(create_email_address::create(here, context, input, verified_in_ses))
        }
        "UpdateEmailAddressMetadata" => reply(update_email_address_metadata::update(here, context, input.parse()?)),
        "AssociateEmailAddressAlias" => reply(associate_email_address_alias::associate(here, context, input.parse()?)),
        "DisassociateEmailAddressAlias" => {
            let input = input.parse()?;
            reply(disassociate_email_address_alias::disassociate(here, context, &input))
        }
        other => Err(Error::internal(other)),
    }
}
