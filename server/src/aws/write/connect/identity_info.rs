use app::model::{instance::IdentityManagement, user::User};
use aws_sdk_connect::types::UserIdentityInfo;
use serde::{Deserialize, Serialize};

/// Names and addresses of a user, as they are sent.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct IdentityInfo {
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Primary address: receives password resets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where notifications go, when set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_email: Option<String>,
    /// Mobile number, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
}

impl IdentityInfo {
    pub(super) fn to_sdk(&self) -> UserIdentityInfo {
        let this = self.clone();
        UserIdentityInfo::builder()
            .set_first_name(this.first_name)
            .set_last_name(this.last_name)
            .set_email(this.email)
            .set_secondary_email(this.secondary_email)
            .set_mobile(this.mobile)
            .build()
    }

    /// Whether `user` has them; `None` while nobody knows. Where a directory keeps names and email, they are not sent.
    pub(super) fn is_of(&self, user: &User, management: IdentityManagement) -> Option<bool> {
        let contact = user.contact.as_ref()?;
        let reached = self.secondary_email == contact.secondary_email && self.mobile == contact.mobile;
        let named = self.first_name == user.first_name && self.last_name == user.last_name;
        let is_directory_s = management == IdentityManagement::ExistingDirectory;
        Some(reached && (is_directory_s || (named && self.email == contact.email)))
    }
}
