//! Amazon Connect instances and the names that users refer to by id.

use super::{region::Region, tag::Tags, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who keeps the accounts of an instance's users.
/// Source: <https://docs.aws.amazon.com/connect/latest/adminguide/connect-identity-management.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentityManagement {
    /// Amazon Connect stores users and passwords.
    ConnectManaged,
    /// A SAML 2.0 identity provider signs users in.
    Saml,
    /// An existing directory (AWS Directory Service).
    ExistingDirectory,
}

impl IdentityManagement {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ConnectManaged => "Connect-managed users",
            Self::Saml => "SAML",
            Self::ExistingDirectory => "Existing directory",
        }
    }

    /// Whether users have a primary `Email` at all: on a SAML instance the field is forbidden.
    #[must_use]
    pub const fn has_email(self) -> bool {
        !matches!(self, Self::Saml)
    }
}

/// An Amazon Connect instance (`DescribeInstance`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// The Region it lives in.
    pub region: Region,
    /// Its id, a UUID.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its alias: the name people know; the id where it has none.
    pub alias: String,
    /// Who keeps its users' accounts.
    pub identity_management: IdentityManagement,
    /// `ACTIVE` and so on, in AWS's words.
    pub status: String,
    /// Where agents sign in.
    pub access_url: Option<String>,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// Its tags, once described.
    pub tags: Tags,
    /// Names of routing profiles, security profiles and hierarchy groups by id.
    pub names: Names,
}

/// Names by id of what an instance's users refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Routing profiles.
    pub routing_profiles: BTreeMap<String, String>,
    /// Security profiles.
    pub security_profiles: BTreeMap<String, String>,
    /// Hierarchy groups.
    pub hierarchy_groups: BTreeMap<String, String>,
    /// When they were read.
    #[serde(default)]
    pub read_at: Option<Timestamp>,
}

/// An id with the name it stands for, where that is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name; `None` until the instance's profiles are read, or where AWS no longer lists the id.
    pub name: Option<String>,
}

impl Named {
    /// Looks `id` up in `names`.
    #[must_use]
    pub fn look_up(id: &str, names: &BTreeMap<String, String>) -> Self {
        Self {
            id: id.to_owned(),
            name: names.get(id).cloned(),
        }
    }

    /// The name, else the id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}
