//! Security profiles (what a user may do) and routing profiles (which queues a user serves).
//! They are created in the Connect console; here they only exist.

use serde::Serialize;

use super::Named;

/// `SecurityProfileSummary` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SecurityProfile {
    /// `…/security-profile/<id>`.
    #[serde(flatten)]
    pub named: Named,
    /// Whose it is.
    pub r#type: SecurityProfileType,
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
pub struct RoutingProfile {
    /// `…/routing-profile/<id>`.
    #[serde(flatten)]
    pub named: Named,
}
