//! A user, and `DescribeUser`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::InstancesOfRegion;
use super::error::Error;
use crate::wire::Timestamp;

/// `User` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    /// A UUID.
    pub id: String,
    /// `…/agent/<id>`.
    pub arn: String,
    /// Unique in its instance.
    pub username: String,
    /// Name, addresses, mobile.
    pub identity_info: IdentityInfo,
    /// How calls reach the user.
    pub phone_config: PhoneConfig,
    /// Only where a directory holds the users.
    pub directory_user_id: Option<String>,
    /// One to ten.
    pub security_profile_ids: Vec<String>,
    /// Exactly one.
    pub routing_profile_id: String,
    /// At most one.
    pub hierarchy_group_id: Option<String>,
    /// Tags by key, at most fifty.
    pub tags: BTreeMap<String, String>,
    /// Settings that take precedence over `phone_config` on their channel, as do the next four.
    pub auto_accept_configs: Vec<AutoAcceptConfig>,
    /// How long the user may take after a contact, by channel.
    pub after_contact_work_configs: Vec<AfterContactWorkConfigPerChannel>,
    /// Soft phone or desk phone, by channel.
    pub phone_number_configs: Vec<PhoneNumberConfig>,
    /// Whether the line stays open between contacts, by channel.
    pub persistent_connection_configs: Vec<PersistentConnectionConfig>,
    /// Noise suppression, by channel.
    pub voice_enhancement_configs: Vec<VoiceEnhancementConfig>,
    /// When the user was last changed.
    pub last_modified_time: Timestamp,
    /// In which Region the user was last changed.
    pub last_modified_region: String,
}

/// `UserIdentityInfo` of the model.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct IdentityInfo {
    /// Optional only where a directory holds the users.
    pub first_name: Option<String>,
    /// Optional only where a directory holds the users.
    pub last_name: Option<String>,
    /// Never on a SAML instance.
    pub email: Option<String>,
    /// Where notifications go instead of `email`, password resets excepted.
    pub secondary_email: Option<String>,
    /// E.164.
    pub mobile: Option<String>,
}

/// `UserPhoneConfig` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneConfig {
    /// In the browser or on a desk.
    pub phone_type: PhoneType,
    /// Whether calls connect without being accepted.
    pub auto_accept: bool,
    /// Seconds in `DescribeUser`, milliseconds in `SearchUsers`; 0 is no limit.
    pub after_contact_work_time_limit: u32,
    /// E.164; with a desk phone only.
    pub desk_phone_number: Option<String>,
    /// Whether the line stays open between contacts.
    pub persistent_connection: bool,
}

/// Where a user takes calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PhoneType {
    /// In the browser.
    SoftPhone,
    /// On a telephone.
    DeskPhone,
}

/// What a per-channel setting is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Channel {
    /// Calls.
    Voice,
    /// Chats.
    Chat,
    /// Tasks.
    Task,
    /// Mail.
    Email,
}

/// `AutoAcceptConfig` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AutoAcceptConfig {
    /// What it is for.
    pub channel: Channel,
    /// Whether contacts connect without being accepted.
    pub auto_accept: bool,
    /// The same for callbacks that ring the agent first; voice only.
    pub agent_first_callback_auto_accept: Option<bool>,
}

/// `AfterContactWorkConfigPerChannel` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AfterContactWorkConfigPerChannel {
    /// What it is for.
    pub channel: Channel,
    /// How long the user may take.
    pub after_contact_work_config: AfterContactWorkConfig,
    /// The same for callbacks that ring the agent first; voice only.
    pub agent_first_callback_after_contact_work_config: Option<AfterContactWorkConfig>,
}

/// `AfterContactWorkConfig` of the model.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AfterContactWorkConfig {
    /// Seconds; 0 is no limit.
    pub after_contact_work_time_limit: u32,
}

/// `PhoneNumberConfig` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneNumberConfig {
    /// What it is for.
    pub channel: Channel,
    /// In the browser or on a desk.
    pub phone_type: PhoneType,
    /// E.164; with a desk phone only.
    pub phone_number: Option<String>,
}

/// `PersistentConnectionConfig` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PersistentConnectionConfig {
    /// What it is for.
    pub channel: Channel,
    /// Whether the line stays open between contacts.
    pub persistent_connection: bool,
}

/// `VoiceEnhancementConfig` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VoiceEnhancementConfig {
    /// What it is for.
    pub channel: Channel,
    /// What is done to the sound.
    pub voice_enhancement_mode: VoiceEnhancementMode,
}

/// What is done to the sound of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VoiceEnhancementMode {
    /// Other voices are suppressed too.
    VoiceIsolation,
    /// Noise is suppressed.
    NoiseSuppression,
    /// Nothing.
    None,
}

/// The input of `DescribeUser`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeUserInput {
    instance_id: String,
    user_id: String,
}

/// The output of `DescribeUser`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeUser<'a> {
    user: &'a User,
}

/// `GET /users/{InstanceId}/{UserId}`.
pub fn describe<'a>(here: &'a InstancesOfRegion, input: &DescribeUserInput) -> Result<DescribeUser<'a>, Error> {
    let user = here.get(&input.instance_id)?.user(&input.user_id)?;
    Ok(DescribeUser { user })
}
