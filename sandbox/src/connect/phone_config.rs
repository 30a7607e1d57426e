//! How calls reach a user.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html>

use serde::{Deserialize, Serialize};

use super::channel_configs_input::ChannelConfigsInput;
use super::error::Error;
use super::{Channel, ChannelConfigs};
use crate::wire::Violation;

/// "A maximum value of 2,000,000 seconds (24 days)" (API reference).
const LONGEST_AFTER_CONTACT_WORK: u32 = 2_000_000;

/// `UserPhoneConfig` of the model.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneConfig {
    /// In the browser or on a desk.
    pub phone_type: PhoneType,
    /// Whether calls connect without being accepted.
    pub auto_accept: bool,
    /// Seconds in `DescribeUser`, milliseconds in `SearchUsers`; 0 is no limit.
    pub after_contact_work_time_limit: u32,
    /// E.164; a desk phone has one, and AWS lets a soft phone keep it.
    pub desk_phone_number: Option<String>,
    /// Whether the line stays open between contacts.
    pub persistent_connection: bool,
}

/// Where a user takes calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PhoneType {
    /// In the browser.
    #[default]
    SoftPhone,
    /// On a telephone.
    DeskPhone,
}

/// `UserPhoneConfig` as a request has it: what is left out is a soft phone without any setting.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PhoneConfigInput {
    phone_type: Option<PhoneType>,
    auto_accept: Option<bool>,
    after_contact_work_time_limit: Option<u32>,
    desk_phone_number: Option<String>,
    persistent_connection: Option<bool>,
}

impl PhoneConfigInput {
    /// Checks what the model does not say.
    pub fn phone_config(self) -> Result<PhoneConfig, Violation> {
        let phone_type = self.phone_type.unwrap_or_default();
        expect_number(
            "PhoneConfig.DeskPhoneNumber",
            phone_type,
            self.desk_phone_number.as_deref(),
        )?;
        let limit = self.after_contact_work_time_limit.unwrap_or_default();
        expect_time_limit("PhoneConfig.AfterContactWorkTimeLimit", limit)?;
        Ok(PhoneConfig {
            phone_type,
            auto_accept: self.auto_accept.unwrap_or_default(),
            after_contact_work_time_limit: limit,
            desk_phone_number: self.desk_phone_number,
            persistent_connection: self.persistent_connection.unwrap_or_default(),
        })
    }

    /// "Fields in `PhoneConfig` cannot be set simultaneously with their corresponding
    /// channel-specific configuration parameters." (API reference, `CreateUser`)
    pub fn expect_no_overlap_with(&self, channels: &ChannelConfigsInput) -> Result<(), Error> {
        let phone = self.phone_type.is_some() || self.desk_phone_number.is_some();
        let pairs = [
            (
                self.auto_accept.is_some(),
                "AutoAccept",
                channels.sets_auto_accept(),
                "AutoAcceptConfigs",
            ),
            (
                self.after_contact_work_time_limit.is_some(),
                "AfterContactWorkTimeLimit",
                channels.sets_after_contact_work(),
                "AfterContactWorkConfigs",
            ),
            (phone, "PhoneType", channels.sets_phone_number(), "PhoneNumberConfigs"),
            (
                self.persistent_connection.is_some(),
                "PersistentConnection",
                channels.sets_persistent_connection(),
                "PersistentConnectionConfigs",
            ),
        ];
        let conflict = pairs.into_iter().find(|(field, _, list, _)| *field && *list);
        conflict.map_or(Ok(()), |(_, field, _, list)| {
            Err(Error::InvalidRequest(format!(
                "PhoneConfig.{field} cannot be set together with {list}"
            )))
        })
    }
}

impl PhoneConfig {
    /// Sets it for the channels that have settings of their own: otherwise theirs would go on
    /// counting. `UpdateUserPhoneConfig` "will always set the same ACW timeouts to all channels";
    /// the rest concerns voice.
    pub fn override_channels(&self, channels: &mut ChannelConfigs) {
        let voice = |channel: Channel| channel == Channel::Voice;
        for config in &mut channels.after_contact_work_configs {
            config.after_contact_work_config.after_contact_work_time_limit = self.after_contact_work_time_limit;
        }
        for config in channels.auto_accept_configs.iter_mut().filter(|one| voice(one.channel)) {
            config.auto_accept = self.auto_accept;
        }
        for config in &mut channels.phone_number_configs {
            config.phone_type = self.phone_type;
            config.phone_number.clone_from(&self.desk_phone_number);
        }
        for config in &mut channels.persistent_connection_configs {
            config.persistent_connection = self.persistent_connection;
        }
    }

    /// Takes over what the channels' own settings say of voice: it is what calls follow.
    pub fn follow_channels(&mut self, channels: &ChannelConfigs) {
        let voice = |channel: Channel| channel == Channel::Voice;
        if let Some(config) = channels.auto_accept_configs.iter().find(|one| voice(one.channel)) {
            self.auto_accept = config.auto_accept;
        }
        if let Some(config) = channels
            .after_contact_work_configs
            .iter()
            .find(|one| voice(one.channel))
        {
            self.after_contact_work_time_limit = config.after_contact_work_config.after_contact_work_time_limit;
        }
        if let Some(config) = channels.phone_number_configs.first() {
            self.phone_type = config.phone_type;
            self.desk_phone_number.clone_from(&config.phone_number);
        }
        if let Some(config) = channels.persistent_connection_configs.first() {
            self.persistent_connection = config.persistent_connection;
        }
    }
}

/// A desk phone needs a number. AWS's own example gives a soft phone one as well.
pub fn expect_number(member: &str, phone_type: PhoneType, number: Option<&str>) -> Result<(), Violation> {
    if phone_type == PhoneType::DeskPhone && number.is_none() {
        let constraint = "Member must not be null when PhoneType is DESK_PHONE";
        return Err(Violation::without_value(member, constraint));
    }
    Ok(())
}

/// Time for after contact work, in seconds; 0 is no limit.
pub fn expect_time_limit(member: &str, seconds: u32) -> Result<(), Violation> {
    if seconds > LONGEST_AFTER_CONTACT_WORK {
        let constraint = format!("Member must have value less than or equal to {LONGEST_AFTER_CONTACT_WORK}");
        return Err(Violation::new(member, seconds, constraint));
    }
    Ok(())
}
