//! Amazon Connect. Model version 2017-08-08, restJson1.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/Welcome.html>

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
mod user;
mod users;

use std::sync::RwLock;

use crate::wire::json::answer as reply;
use crate::wire::rest_json::{self, body};
use crate::wire::{self, Answer, Call};

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

/// Answers a call to Amazon Connect.
pub fn answer(state: &RwLock<State>, call: &Call) -> Answer {
    let state = wire::read(state);
    let here = state.region(&call.scope);
    let (method, path) = call.route();
    match (method, path.as_slice()) {
        ("GET", ["instance"]) => reply(list_instances::list(here, call)),
        ("GET", ["instance", id]) => reply(instance::describe(here, id)),
        ("GET", ["users-summary", instance]) => reply(list_users::list(here, instance, call)),
        ("GET", ["users", instance, user]) => reply(user::describe(here, instance, user)),
        ("POST", ["search-users"]) => reply(search_users::search(here, &body(call)?)),
        ("GET", ["security-profiles-summary", instance]) => {
            reply(list_summaries::security_profiles(here, instance, call))
        }
        ("GET", ["routing-profiles-summary", instance]) => {
            reply(list_summaries::routing_profiles(here, instance, call))
        }
        ("GET", ["user-hierarchy-groups-summary", instance]) => {
            reply(list_summaries::hierarchy_groups(here, instance, call))
        }
        ("POST", ["search-email-addresses"]) => reply(search_email_addresses::search(here, &body(call)?)),
        ("GET", ["email-addresses", instance, address]) => reply(email_address::describe(here, instance, address)),
        ("GET", ["tags", arn]) => reply(tags::list(here, arn)),
        (method, path) => Err(rest_json::unknown_operation(method, path)),
    }
}
