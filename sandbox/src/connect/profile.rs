//! Security profiles (what a user may do) and routing profiles (which queues a user serves).
//! They are created in the Connect console; here they only exist.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::wire::Timestamp;

/// `SecurityProfileSummary` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SecurityProfile {
    /// A UUID.
    pub id: String,
    /// `…/security-profile/<id>`.
    pub arn: String,
    /// Unique in its instance.
    pub name: String,
    /// When it was last changed.
    pub last_modified_time: Timestamp,
    /// In which Region it was last changed.
    pub last_modified_region: String,
    /// Whose it is.
    pub r#type: SecurityProfileType,
    /// Tags by key; not part of the summary.
    #[serde(skip)]
    pub tags: BTreeMap<String, String>,
}

/// Who maintains a security profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SecurityProfileType {
    /// Comes with every instance.
    AwsManaged,
    /// Was made by an administrator.
    CustomerManaged,
}

/// `RoutingProfileSummary` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RoutingProfile {
    /// A UUID.
    pub id: String,
    /// `…/routing-profile/<id>`.
    pub arn: String,
    /// Unique in its instance.
    pub name: String,
    /// When it was last changed.
    pub last_modified_time: Timestamp,
    /// In which Region it was last changed.
    pub last_modified_region: String,
    /// Tags by key; not part of the summary.
    #[serde(skip)]
    pub tags: BTreeMap<String, String>,
}
