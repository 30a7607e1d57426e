//! Amazon Connect users.

use super::{
    badge::{Badge, Tone},
    region::Region,
    tag::Tags,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A user of an Amazon Connect instance, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The instance's id.
    pub instance: String,
    /// The user's id, a UUID.
    pub id: String,
    /// The ARN.
    pub arn: String,
    /// The name to sign in with.
    pub username: String,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// The id in the directory that keeps the account.
    pub directory_user_id: Option<String>,
    /// The security profiles' ids.
    pub security_profiles: Vec<String>,
    /// The routing profile's id.
    pub routing_profile: Option<String>,
    /// The hierarchy group's id.
    pub hierarchy_group: Option<String>,
    /// How calls reach the user.
    pub phone: PhoneConfig,
    /// Settings a channel.
    pub channels: Vec<ChannelConfig>,
    /// The tags.
    pub tags: Tags,
    /// When it was last changed.
    pub last_modified: Option<Timestamp>,
    /// The Region in which it was last changed.
    pub last_modified_region: Option<Region>,
    /// What only `DescribeUser` tells; `None` until it was asked.
    pub contact: Option<Contact>,
    /// When `DescribeUser` was last asked.
    pub described_at: Option<Timestamp>,
}

/// The addresses of a user, which no list call of AWS carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contact {
    /// Primary e-mail address: receives password resets.
    pub email: Option<String>,
    /// When set, every notification except password resets goes here instead.
    pub secondary_email: Option<String>,
    /// Mobile number, E.164.
    pub mobile: Option<String>,
}

impl Contact {
    /// The e-mail addresses.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.email.iter().chain(&self.secondary_email).map(String::as_str)
    }
}

/// How calls reach a user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneConfig {
    /// `SOFT_PHONE` or `DESK_PHONE`.
    pub phone_type: Option<String>,
    /// Whether calls are taken without a click.
    pub auto_accept: bool,
    /// Seconds for wrap-up work after a contact; 0 means without limit.
    pub after_contact_work_limit: i32,
    /// The desk phone's number, E.164.
    pub desk_phone_number: Option<String>,
    /// Whether the agent's line stays open between calls.
    pub persistent_connection: Option<bool>,
}

impl PhoneConfig {
    /// "Soft phone", "Desk phone +1415…".
    #[must_use]
    pub fn label(&self) -> String {
        match (self.phone_type.as_deref(), &self.desk_phone_number) {
            (Some("DESK_PHONE"), Some(number)) => format!("Desk phone {number}"),
            (Some("DESK_PHONE"), None) => "Desk phone".to_owned(),
            (Some("SOFT_PHONE"), _) => "Soft phone".to_owned(),
            (Some(other), _) => other.to_owned(),
            (None, _) => String::new(),
        }
    }
}

/// What is set for one channel, overriding [`PhoneConfig`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelConfig {
    /// `VOICE`, `CHAT`, `TASK` or `EMAIL`.
    pub channel: String,
    /// Whether contacts are taken without a click.
    pub auto_accept: Option<bool>,
    /// Whether call-backs that ring the agent first are taken without a click.
    pub agent_first_callback_auto_accept: Option<bool>,
    /// Seconds for wrap-up work after a contact.
    pub after_contact_work_limit: Option<i32>,
    /// Seconds for wrap-up work after a call-back that rings the agent first.
    pub agent_first_callback_after_contact_work_limit: Option<i32>,
    /// `SOFT_PHONE` or `DESK_PHONE`.
    pub phone_type: Option<String>,
    /// Number, E.164.
    pub phone_number: Option<String>,
    /// Whether the line stays open between contacts.
    pub persistent_connection: Option<bool>,
    /// `VOICE_ISOLATION`, `NOISE_SUPPRESSION` or `NONE`.
    pub voice_enhancement: Option<String>,
}

impl User {
    /// First and last name, as far as there are any.
    #[must_use]
    pub fn full_name(&self) -> String {
        [&self.first_name, &self.last_name]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether no notification reaches the user; `None` while that is not known.
    ///
    /// With a secondary e-mail every notification but password resets goes there; without one, to the primary.
    /// A SAML instance has no primary.
    /// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
    #[must_use]
    pub fn lacks_notifications(&self) -> Option<bool> {
        self.contact
            .as_ref()
            .map(|contact| contact.addresses().next().is_none())
    }

    /// The badge of where notifications go.
    #[must_use]
    pub fn notification_badge(&self) -> Badge {
        match &self.contact {
            None => Badge::checking(),
            Some(Contact {
                secondary_email: Some(_),
                ..
            }) => Badge::new(
                Tone::Good,
                "Notified at the secondary e-mail",
                "Every notification goes to the secondary e-mail, except password resets, which go to the primary.",
            ),
            Some(Contact { email: Some(_), .. }) => Badge::new(
                Tone::Good,
                "Notified at the primary e-mail",
                "Notifications and password resets go to the primary e-mail.",
            ),
            Some(_) => Badge::new(
                Tone::Bad,
                "No address for notifications",
                "The user has neither a primary nor a secondary e-mail, so no notification reaches anyone.",
            ),
        }
    }
}
