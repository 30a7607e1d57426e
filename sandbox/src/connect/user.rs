//! A user, and `DescribeUser`.

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{ChannelConfigs, PhoneConfig, Region};
use crate::tags::Tags;
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
    pub tags: Tags,
    /// Settings by channel.
    #[serde(flatten)]
    pub channels: ChannelConfigs,
    /// When the user was last changed.
    pub last_modified_time: Timestamp,
    /// In which Region the user was last changed.
    pub last_modified_region: String,
}

/// `UserIdentityInfo` of the model.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
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
pub fn describe<'a>(here: &'a Region, input: &DescribeUserInput) -> Result<DescribeUser<'a>, Error> {
    let user = here.get(&input.instance_id)?.user(&input.user_id)?;
    Ok(DescribeUser { user })
}
