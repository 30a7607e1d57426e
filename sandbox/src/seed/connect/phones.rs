//! How users are reached: numbers, and the settings of their phones.

use super::Plan;
use crate::account::EU_WEST_2;
use crate::connect::{
    AfterContactWorkConfig, AfterContactWorkConfigPerChannel, AutoAcceptConfig, Channel, PersistentConnectionConfig,
    PhoneConfig, PhoneNumberConfig, PhoneType, User, VoiceEnhancementConfig, VoiceEnhancementMode,
};
use crate::generator::Generator;

/// Seconds that users are given after a contact.
const TIME_LIMITS: [u32; 5] = [0, 30, 60, 120, 300];

/// A mobile number: 555-01xx of San Francisco, or Ofcom's 07700 900xxx.
pub fn mobile(plan: &Plan, generator: &mut Generator) -> String {
    if plan.region == EU_WEST_2 {
        format!("+447700900{:03}", generator.below(1000))
    } else {
        san_francisco(generator)
    }
}

/// A land line: 555-01xx of San Francisco, or Ofcom's 020 7946 0xxx.
fn desk_phone(plan: &Plan, generator: &mut Generator) -> String {
    if plan.region == EU_WEST_2 {
        format!("+442079460{:03}", generator.below(1000))
    } else {
        san_francisco(generator)
    }
}

fn san_francisco(generator: &mut Generator) -> String {
    format!("+141555501{:02}", generator.below(100))
}

/// A soft phone, or with `desk` a desk phone.
pub fn phone_config(plan: &Plan, desk: bool, generator: &mut Generator) -> PhoneConfig {
    PhoneConfig {
        phone_type: phone_type(desk),
        auto_accept: generator.one_in(3),
        after_contact_work_time_limit: *generator.pick(&TIME_LIMITS),
        desk_phone_number: desk.then(|| desk_phone(plan, generator)),
        persistent_connection: generator.one_in(4),
    }
}

/// Gives a user settings of every kind, some of them for several channels.
pub fn set_channels(user: &mut User, generator: &mut Generator) {
    let limit = |channel, seconds, callback: Option<u32>| AfterContactWorkConfigPerChannel {
        channel,
        after_contact_work_config: AfterContactWorkConfig {
            after_contact_work_time_limit: seconds,
        },
        agent_first_callback_after_contact_work_config: callback.map(|seconds| AfterContactWorkConfig {
            after_contact_work_time_limit: seconds,
        }),
    };
    let auto_accept = |channel, auto_accept, callback| AutoAcceptConfig {
        channel,
        auto_accept,
        agent_first_callback_auto_accept: callback,
    };
    user.channels.auto_accept_configs = vec![
        auto_accept(Channel::Voice, user.phone_config.auto_accept, Some(true)),
        auto_accept(Channel::Chat, generator.one_in(2), None),
        auto_accept(Channel::Task, false, None),
        auto_accept(Channel::Email, false, None),
    ];
    user.channels.after_contact_work_configs = vec![
        limit(
            Channel::Voice,
            user.phone_config.after_contact_work_time_limit,
            Some(30),
        ),
        limit(Channel::Chat, *generator.pick(&TIME_LIMITS), None),
        limit(Channel::Email, 600, None),
    ];
    user.channels.phone_number_configs = vec![PhoneNumberConfig {
        channel: Channel::Voice,
        phone_type: user.phone_config.phone_type,
        phone_number: user.phone_config.desk_phone_number.clone(),
    }];
    user.channels.persistent_connection_configs = vec![PersistentConnectionConfig {
        channel: Channel::Voice,
        persistent_connection: user.phone_config.persistent_connection,
    }];
    user.channels.voice_enhancement_configs = vec![VoiceEnhancementConfig {
        channel: Channel::Voice,
        voice_enhancement_mode: *generator.pick(&[
            VoiceEnhancementMode::VoiceIsolation,
            VoiceEnhancementMode::NoiseSuppression,
            VoiceEnhancementMode::None,
        ]),
    }];
}

fn phone_type(desk: bool) -> PhoneType {
    if desk {
        PhoneType::DeskPhone
    } else {
        PhoneType::SoftPhone
    }
}
