//! `CreateUser`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::channel_configs_input::ChannelConfigsInput;
use super::error::Error;
use super::phone_config::PhoneConfigInput;
use super::update_user_security_profiles::expect_security_profiles;
use super::{ChannelConfigs, IdentityInfo, Instance, PhoneConfig, Region, User};
use crate::context::Context;
use crate::tags::{self, Tags};

/// The input of `CreateUser`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateUserInput {
    instance_id: String,
    username: String,
    /// Only whether there is one: passwords are not kept.
    password: Option<IgnoredAny>,
    identity_info: Option<IdentityInfo>,
    phone_config: Option<PhoneConfigInput>,
    directory_user_id: Option<String>,
    security_profile_ids: Vec<String>,
    routing_profile_id: String,
    hierarchy_group_id: Option<String>,
    #[serde(flatten)]
    channels: ChannelConfigsInput,
    #[serde(default)]
    tags: Tags,
}

/// The output of `CreateUser`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateUser {
    user_id: String,
    user_arn: String,
}

/// `PUT /users/{InstanceId}`.
pub fn create(here: &mut Region, context: &Context, input: CreateUserInput) -> Result<CreateUser, Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let management = instance.attributes.identity_management_type;
    let tags = tags::merged(&Tags::new(), input.tags)?;
    management.expect_credentials(input.password.is_some(), input.directory_user_id.is_some())?;
    management.expect_username(&input.username)?;
    let identity_info = input.identity_info.unwrap_or_default();
    management.expect_identity(&identity_info)?;
    let (phone_config, channels) = settings(input.phone_config.unwrap_or_default(), input.channels)?;
    instance.routing_profile(&input.routing_profile_id)?;
    expect_security_profiles(instance, &input.security_profile_ids)?;
    if let Some(group) = &input.hierarchy_group_id {
        instance.hierarchy_group(group)?;
    }
    expect_room(instance, &input.username)?;

    let (id, arn) = instance.identify("agent");
    let created = CreateUser {
        user_id: id.clone(),
        user_arn: arn.clone(),
    };
    let user = User {
        id,
        arn,
        username: input.username,
        identity_info,
        phone_config,
        directory_user_id: input.directory_user_id,
        security_profile_ids: input.security_profile_ids,
        routing_profile_id: input.routing_profile_id,
        hierarchy_group_id: input.hierarchy_group_id,
        tags,
        channels,
        last_modified_time: context.timestamp(),
        last_modified_region: context.scope.region.clone(),
    };
    instance.users.put(context, user);
    Ok(created)
}

fn settings(phone: PhoneConfigInput, channels: ChannelConfigsInput) -> Result<(PhoneConfig, ChannelConfigs), Error> {
    phone.expect_no_overlap_with(&channels)?;
    let mut phone = phone.phone_config()?;
    let mut configs = ChannelConfigs::default();
    channels.apply_to(&mut configs)?;
    phone.follow_channels(&configs);
    Ok((phone, configs))
}

/// Usernames are unique in an instance, whatever their case.
fn expect_room(instance: &Instance, username: &str) -> Result<(), Error> {
    let users = instance.users.current();
    if users.named(username).is_some() {
        let message = format!("A user with the Username {username} already exists");
        return Err(Error::DuplicateResource(message));
    }
    if users.len() >= instance.user_quota {
        let message = format!("The instance has {} users, as many as it may have", users.len());
        return Err(Error::LimitExceeded(message));
    }
    Ok(())
}
