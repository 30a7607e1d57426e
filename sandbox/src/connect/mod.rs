//! Amazon Connect. Model version 2017-08-08, restJson1.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/Welcome.html>

mod delete_user;
mod email_address;
mod error;
mod hierarchy;
mod instance;
mod list_instances;
mod list_summaries;
mod list_users;
mod profile;
mod search;
mod search_email_addresses;
mod search_users;
mod state;
mod tags;
mod update_user_routing_profile;
mod user;
mod users;

use crate::context::Context;
use crate::model::Input;
use crate::wire::json::answer as reply;
use crate::wire::{Answer, Error};

pub use email_address::{AliasConfiguration, EmailAddress, EmailAddresses};
pub use hierarchy::{Hierarchy, HierarchyGroup};
pub use instance::{IdentityManagementType, Instance, InstanceAttributes};
pub use profile::{RoutingProfile, SecurityProfile, SecurityProfileType};
pub use state::{InstancesOfRegion, State};
pub use user::{
    AfterContactWorkConfig, AfterContactWorkConfigPerChannel, AutoAcceptConfig, Channel, IdentityInfo,
    PersistentConnectionConfig, PhoneConfig, PhoneNumberConfig, PhoneType, User, VoiceEnhancementConfig,
    VoiceEnhancementMode,
};
pub use users::Users;

/// Performs an operation of Amazon Connect.
pub fn perform(state: &mut State, context: &Context, operation: &str, input: Input) -> Answer {
    let here = state.region(&context.scope);
    match operation {
        "ListInstances" => reply(list_instances::list(here, context, &input.parse()?)),
        "DescribeInstance" => reply(instance::describe(here, &input.parse()?)),
        "ListUsers" => reply(list_users::list(here, context, &input.parse()?)),
        "SearchUsers" => reply(search_users::search(here, context, &input.parse()?)),
        "DescribeUser" => reply(user::describe(here, &input.parse()?)),
        "UpdateUserRoutingProfile" => reply(update_user_routing_profile::update(here, context, input.parse()?)),
        "DeleteUser" => reply(delete_user::delete(here, context, &input.parse()?)),
        "ListSecurityProfiles" => reply(list_summaries::security_profiles(here, &input.parse()?)),
        "ListRoutingProfiles" => reply(list_summaries::routing_profiles(here, &input.parse()?)),
        "ListUserHierarchyGroups" => reply(list_summaries::hierarchy_groups(here, &input.parse()?)),
        "SearchEmailAddresses" => reply(search_email_addresses::search(here, context, &input.parse()?)),
        "DescribeEmailAddress" => reply(email_address::describe(here, &input.parse()?)),
        "ListTagsForResource" => reply(tags::list(here, &input.parse()?)),
        other => Err(Error::internal(other)),
    }
}
