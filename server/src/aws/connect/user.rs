//! The SDK's users to the product's.

use crate::aws::{text, timestamp};
use app::model::{
    region::Region,
    time::Timestamp,
    user::{ChannelConfig, Contact, PhoneConfig, User},
};
use aws_sdk_connect::types as sdk;
use std::collections::BTreeMap;

/// A user as `ListUsers` tells it: enough to know whether it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUser {
    /// The user's id.
    pub id: String,
    /// When the user last changed.
    pub last_modified: Option<Timestamp>,
}

impl ListedUser {
    pub(super) fn from_summary(summary: &sdk::UserSummary) -> Option<Self> {
        Some(Self {
            id: text(summary.id())?,
            last_modified: summary.last_modified_time().and_then(timestamp),
        })
    }
}

pub(super) fn from_search(found: &sdk::UserSearchSummary, instance: &str) -> Option<User> {
    let channels = Channels {
        auto_accept: found.auto_accept_configs(),
        after_contact_work: found.after_contact_work_configs(),
        phone_number: found.phone_number_configs(),
        persistent_connection: found.persistent_connection_configs(),
        voice_enhancement: found.voice_enhancement_configs(),
    };
    let name = found.identity_info();
    Some(User {
        instance: instance.to_owned(),
        id: text(found.id())?,
        arn: found.arn().unwrap_or_default().to_owned(),
        username: found.username().unwrap_or_default().to_owned(),
        first_name: name.and_then(|name| text(name.first_name())),
        last_name: name.and_then(|name| text(name.last_name())),
        directory_user_id: text(found.directory_user_id()),
        security_profiles: found.security_profile_ids().to_vec(),
        routing_profile: text(found.routing_profile_id()),
        hierarchy_group: text(found.hierarchy_group_id()),
        phone: phone_of_search(found.phone_config()),
        channels: channels.by_channel(),
        tags: found.tags().cloned().unwrap_or_default().into_iter().collect(),
        last_modified: None,
        last_modified_region: None,
        contact: None,
        described_at: None,
    })
}

pub(super) fn from_description(found: &sdk::User, instance: &str, now: Timestamp) -> Option<User> {
    let channels = Channels {
        auto_accept: found.auto_accept_configs(),
        after_contact_work: found.after_contact_work_configs(),
        phone_number: found.phone_number_configs(),
        persistent_connection: found.persistent_connection_configs(),
        voice_enhancement: found.voice_enhancement_configs(),
    };
    let person = found.identity_info();
    let contact = Contact {
        email: person.and_then(|person| text(person.email())),
        secondary_email: person.and_then(|person| text(person.secondary_email())),
        mobile: person.and_then(|person| text(person.mobile())),
    };
    Some(User {
        instance: instance.to_owned(),
        id: text(found.id())?,
        arn: found.arn().unwrap_or_default().to_owned(),
        username: found.username().unwrap_or_default().to_owned(),
        first_name: person.and_then(|person| text(person.first_name())),
        last_name: person.and_then(|person| text(person.last_name())),
        directory_user_id: text(found.directory_user_id()),
        security_profiles: found.security_profile_ids().to_vec(),
        routing_profile: text(found.routing_profile_id()),
        hierarchy_group: text(found.hierarchy_group_id()),
        phone: phone(found.phone_config()),
        channels: channels.by_channel(),
        tags: found.tags().cloned().unwrap_or_default().into_iter().collect(),
        last_modified: found.last_modified_time().and_then(timestamp),
        last_modified_region: region(found.last_modified_region()),
        contact: Some(contact),
        described_at: Some(now),
    })
}

fn region(code: Option<&str>) -> Option<Region> {
    code.and_then(|code| code.parse().ok())
}

/// A search counts this `AfterContactWorkTimeLimit` in milliseconds; all others, those of the channels too, are in seconds.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html>
fn phone_of_search(config: Option<&sdk::UserPhoneConfig>) -> PhoneConfig {
    let phone = phone(config);
    PhoneConfig {
        after_contact_work_limit: phone.after_contact_work_limit / 1_000,
        ..phone
    }
}

fn phone(config: Option<&sdk::UserPhoneConfig>) -> PhoneConfig {
    config.map_or_else(PhoneConfig::default, |config| PhoneConfig {
        phone_type: text(Some(config.phone_type().as_str())),
        auto_accept: config.auto_accept(),
        after_contact_work_limit: config.after_contact_work_time_limit(),
        desk_phone_number: text(config.desk_phone_number()),
        persistent_connection: config.persistent_connection(),
    })
}

/// AWS keeps one list a setting; people think of one set of settings a channel.
struct Channels<'a> {
    auto_accept: &'a [sdk::AutoAcceptConfig],
    after_contact_work: &'a [sdk::AfterContactWorkConfigPerChannel],
    phone_number: &'a [sdk::PhoneNumberConfig],
    persistent_connection: &'a [sdk::PersistentConnectionConfig],
    voice_enhancement: &'a [sdk::VoiceEnhancementConfig],
}

impl Channels<'_> {
    fn by_channel(&self) -> Vec<ChannelConfig> {
        let mut channels = BTreeMap::new();
        let mut of = |channel: &sdk::Channel, set: &dyn Fn(&mut ChannelConfig)| {
            let channel = channel.as_str();
            set(channels.entry(channel.to_owned()).or_insert_with(|| ChannelConfig {
                channel: channel.to_owned(),
                ..ChannelConfig::default()
            }));
        };
        for config in self.auto_accept {
            of(config.channel(), &|channel| {
                channel.auto_accept = Some(config.auto_accept());
                channel.agent_first_callback_auto_accept = config.agent_first_callback_auto_accept();
            });
        }
        for config in self.after_contact_work {
            let limit = |config: Option<&sdk::AfterContactWorkConfig>| {
                config.map(sdk::AfterContactWorkConfig::after_contact_work_time_limit)
            };
            of(config.channel(), &|channel| {
                channel.after_contact_work_limit = limit(config.after_contact_work_config());
                channel.agent_first_callback_after_contact_work_limit =
                    limit(config.agent_first_callback_after_contact_work_config());
            });
        }
        for config in self.phone_number {
            of(config.channel(), &|channel| {
                channel.phone_type = Some(config.phone_type().as_str().to_owned());
                channel.phone_number = text(config.phone_number());
            });
        }
        for config in self.persistent_connection {
            of(config.channel(), &|channel| {
                channel.persistent_connection = Some(config.persistent_connection());
            });
        }
        for config in self.voice_enhancement {
            of(config.channel(), &|channel| {
                channel.voice_enhancement = Some(config.voice_enhancement_mode().as_str().to_owned());
            });
        }
        channels.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone_config(limit: i32) -> sdk::UserPhoneConfig {
        sdk::UserPhoneConfig::builder()
            .phone_type(sdk::PhoneType::SoftPhone)
            .after_contact_work_time_limit(limit)
            .build()
    }

    #[test]
    fn a_search_counts_after_contact_work_in_milliseconds() {
        let searched = sdk::UserSearchSummary::builder()
            .id("u-1")
            .phone_config(phone_config(30_000))
            .build();
        let described = sdk::User::builder().id("u-1").phone_config(phone_config(30)).build();
        let searched = from_search(&searched, "i-1").expect("a user");
        let described = from_description(&described, "i-1", Timestamp::default()).expect("a user");
        assert_eq!(searched.phone, described.phone);
        assert_eq!((searched.contact, searched.described_at), (None, None));
        assert_eq!(described.contact, Some(Contact::default()));
    }

    #[test]
    fn settings_are_gathered_by_channel() {
        let accept = sdk::AutoAcceptConfig::builder()
            .channel(sdk::Channel::Chat)
            .auto_accept(true)
            .build()
            .expect("complete");
        let work = sdk::AfterContactWorkConfigPerChannel::builder()
            .channel(sdk::Channel::Chat)
            .after_contact_work_config(
                sdk::AfterContactWorkConfig::builder()
                    .after_contact_work_time_limit(15)
                    .build(),
            )
            .build()
            .expect("complete");
        let user = sdk::User::builder()
            .id("u-1")
            .auto_accept_configs(accept)
            .after_contact_work_configs(work)
            .build();
        let user = from_description(&user, "i-1", Timestamp::default()).expect("a user");
        let [chat] = user.channels.as_slice() else {
            panic!("one channel: {:?}", user.channels)
        };
        assert_eq!(
            (chat.channel.as_str(), chat.auto_accept, chat.after_contact_work_limit),
            ("CHAT", Some(true), Some(15))
        );
    }
}
