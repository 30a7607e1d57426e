//! The settings by channel as `CreateUser` and `UpdateUserConfig` take them.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html>

use serde::Deserialize;

use super::phone_config::{expect_number, expect_time_limit};
use super::{
    AfterContactWorkConfigPerChannel, AutoAcceptConfig, Channel, ChannelConfigs, PersistentConnectionConfig,
    PhoneNumberConfig, VoiceEnhancementConfig,
};
use crate::wire::Violation;

/// Lists that replace the ones a user has; those left out stay as they are.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ChannelConfigsInput {
    auto_accept_configs: Option<Vec<AutoAcceptConfig>>,
    after_contact_work_configs: Option<Vec<AfterContactWorkConfigPerChannel>>,
    phone_number_configs: Option<Vec<PhoneNumberConfig>>,
    persistent_connection_configs: Option<Vec<PersistentConnectionConfig>>,
    voice_enhancement_configs: Option<Vec<VoiceEnhancementConfig>>,
}

/// Which channels a list may name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Channels {
    All,
    /// "Only `VOICE` is supported for this data type." (API reference)
    Voice,
}

impl ChannelConfigsInput {
    /// Checks what the model does not say, and replaces the lists that are given.
    pub fn apply_to(self, configs: &mut ChannelConfigs) -> Result<(), Violation> {
        self.expect_channels()?;
        self.expect_voice_settings()?;
        self.expect_phones_and_limits()?;
        replace(&mut configs.auto_accept_configs, self.auto_accept_configs);
        replace(&mut configs.after_contact_work_configs, self.after_contact_work_configs);
        replace(&mut configs.phone_number_configs, self.phone_number_configs);
        replace(
            &mut configs.persistent_connection_configs,
            self.persistent_connection_configs,
        );
        replace(&mut configs.voice_enhancement_configs, self.voice_enhancement_configs);
        Ok(())
    }

    /// Whether there are any `AutoAcceptConfigs`.
    pub fn sets_auto_accept(&self) -> bool {
        !items(self.auto_accept_configs.as_ref()).is_empty()
    }

    /// Whether there are any `AfterContactWorkConfigs`.
    pub fn sets_after_contact_work(&self) -> bool {
        !items(self.after_contact_work_configs.as_ref()).is_empty()
    }

    /// Whether there are any `PhoneNumberConfigs`.
    pub fn sets_phone_number(&self) -> bool {
        !items(self.phone_number_configs.as_ref()).is_empty()
    }

    /// Whether there are any `PersistentConnectionConfigs`.
    pub fn sets_persistent_connection(&self) -> bool {
        !items(self.persistent_connection_configs.as_ref()).is_empty()
    }

    fn expect_channels(&self) -> Result<(), Violation> {
        let (all, voice) = (Channels::All, Channels::Voice);
        expect_allowed("AutoAcceptConfigs", self.auto_accept_configs.as_ref(), all, |one| {
            one.channel
        })?;
        expect_allowed(
            "AfterContactWorkConfigs",
            self.after_contact_work_configs.as_ref(),
            all,
            |one| one.channel,
        )?;
        expect_allowed("PhoneNumberConfigs", self.phone_number_configs.as_ref(), voice, |one| {
            one.channel
        })?;
        expect_allowed(
            "PersistentConnectionConfigs",
            self.persistent_connection_configs.as_ref(),
            voice,
            |one| one.channel,
        )?;
        expect_allowed(
            "VoiceEnhancementConfigs",
            self.voice_enhancement_configs.as_ref(),
            voice,
            |one| one.channel,
        )
    }

    /// "This setting only applies to the `VOICE` channel." (API reference, of both)
    fn expect_voice_settings(&self) -> Result<(), Violation> {
        for config in items(self.auto_accept_configs.as_ref()) {
            let given = config.agent_first_callback_auto_accept.is_some();
            voice_only("AutoAcceptConfigs.AgentFirstCallbackAutoAccept", given, config.channel)?;
        }
        for config in items(self.after_contact_work_configs.as_ref()) {
            let given = config.agent_first_callback_after_contact_work_config.is_some();
            let member = "AfterContactWorkConfigs.AgentFirstCallbackAfterContactWorkConfig";
            voice_only(member, given, config.channel)?;
        }
        Ok(())
    }

    fn expect_phones_and_limits(&self) -> Result<(), Violation> {
        for config in items(self.phone_number_configs.as_ref()) {
            let number = config.phone_number.as_deref();
            expect_number("PhoneNumberConfigs.PhoneNumber", config.phone_type, number)?;
        }
        for config in items(self.after_contact_work_configs.as_ref()) {
            let callback = config.agent_first_callback_after_contact_work_config;
            for limit in [Some(config.after_contact_work_config), callback].into_iter().flatten() {
                let member = "AfterContactWorkConfigs.AfterContactWorkTimeLimit";
                expect_time_limit(member, limit.after_contact_work_time_limit)?;
            }
        }
        Ok(())
    }
}

fn items<T>(list: Option<&Vec<T>>) -> &[T] {
    list.map_or(&[], Vec::as_slice)
}

fn replace<T>(configs: &mut Vec<T>, given: Option<Vec<T>>) {
    if let Some(given) = given {
        *configs = given;
    }
}

/// Every channel at most once, and only channels that the list is for.
fn expect_allowed<T>(
    member: &str,
    list: Option<&Vec<T>>,
    allowed: Channels,
    channel: impl Fn(&T) -> Channel,
) -> Result<(), Violation> {
    let member = format!("{member}.Channel");
    let mut seen = Vec::new();
    for channel in items(list).iter().map(channel) {
        if allowed == Channels::Voice && channel != Channel::Voice {
            return Err(Violation::new(&member, channel.name(), "Member must be VOICE"));
        }
        if seen.contains(&channel) {
            return Err(Violation::new(
                &member,
                channel.name(),
                "Member must be unique in the list",
            ));
        }
        seen.push(channel);
    }
    Ok(())
}

fn voice_only(member: &str, given: bool, channel: Channel) -> Result<(), Violation> {
    if given && channel != Channel::Voice {
        let constraint = format!("Member must be null for the channel {}", channel.name());
        return Err(Violation::without_value(member, constraint));
    }
    Ok(())
}
