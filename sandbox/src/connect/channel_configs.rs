//! What a user's settings are on each channel.

use serde::{Deserialize, Serialize};

use super::PhoneType;

/// The settings by channel. What is not set here is as `PhoneConfig` says.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ChannelConfigs {
    /// Whether contacts connect without being accepted.
    pub auto_accept_configs: Vec<AutoAcceptConfig>,
    /// How long the user may take after a contact.
    pub after_contact_work_configs: Vec<AfterContactWorkConfigPerChannel>,
    /// Soft phone or desk phone; voice only, as the next two.
    pub phone_number_configs: Vec<PhoneNumberConfig>,
    /// Whether the line stays open between contacts.
    pub persistent_connection_configs: Vec<PersistentConnectionConfig>,
    /// What is done to the sound.
    pub voice_enhancement_configs: Vec<VoiceEnhancementConfig>,
}

/// What a per-channel setting is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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

impl Channel {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Voice => "VOICE",
            Self::Chat => "CHAT",
            Self::Task => "TASK",
            Self::Email => "EMAIL",
        }
    }
}

/// `AutoAcceptConfig` of the model.
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Debug, Deserialize, Serialize)]
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
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AfterContactWorkConfig {
    /// Seconds; 0 is no limit.
    #[serde(default)]
    pub after_contact_work_time_limit: u32,
}

/// `PhoneNumberConfig` of the model.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneNumberConfig {
    /// What it is for.
    pub channel: Channel,
    /// In the browser or on a desk.
    pub phone_type: PhoneType,
    /// E.164; a desk phone has one.
    pub phone_number: Option<String>,
}

/// `PersistentConnectionConfig` of the model.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PersistentConnectionConfig {
    /// What it is for.
    pub channel: Channel,
    /// Whether the line stays open between contacts.
    pub persistent_connection: bool,
}

/// `VoiceEnhancementConfig` of the model.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VoiceEnhancementConfig {
    /// What it is for.
    pub channel: Channel,
    /// What is done to the sound.
    pub voice_enhancement_mode: VoiceEnhancementMode,
}

/// What is done to the sound of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VoiceEnhancementMode {
    /// Other voices are suppressed too.
    VoiceIsolation,
    /// Noise is suppressed.
    NoiseSuppression,
    /// Nothing.
    None,
}
