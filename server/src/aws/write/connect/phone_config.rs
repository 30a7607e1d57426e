use app::model::user;
use aws_sdk_connect::types::{PhoneType, UserPhoneConfig};
use serde::{Deserialize, Serialize};

/// How calls reach a user, as it is sent.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PhoneConfig {
    /// `SOFT_PHONE` or `DESK_PHONE`.
    pub phone_type: String,
    /// Whether calls are taken without a click.
    pub auto_accept: bool,
    /// Seconds to wrap up after a contact; 0 is no limit.
    pub after_contact_work_time_limit: i32,
    /// The desk phone's number, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk_phone_number: Option<String>,
    /// Whether the line stays open between calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_connection: Option<bool>,
}

impl PhoneConfig {
    pub(super) fn to_sdk(&self) -> UserPhoneConfig {
        UserPhoneConfig::builder()
            .phone_type(PhoneType::from(self.phone_type.as_str()))
            .auto_accept(self.auto_accept)
            .after_contact_work_time_limit(self.after_contact_work_time_limit)
            .set_desk_phone_number(self.desk_phone_number.clone())
            .set_persistent_connection(self.persistent_connection)
            .build()
    }

    /// Whether it is what is known of a user.
    pub(super) fn is(&self, known: &user::PhoneConfig) -> bool {
        Some(self.phone_type.as_str()) == known.phone_type.as_deref()
            && self.auto_accept == known.auto_accept
            && self.after_contact_work_time_limit == known.after_contact_work_limit
            && self.desk_phone_number == known.desk_phone_number
            && self.persistent_connection.unwrap_or_default() == known.persistent_connection.unwrap_or_default()
    }
}
