//! E-mail addresses of Amazon Connect, to which customers write, and their aliases.

use super::{tag::Tags, time::Timestamp};
use serde::{Deserialize, Serialize};

/// An e-mail address of an Amazon Connect instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddress {
    /// The instance's id.
    pub instance: String,
    /// The address's id.
    pub id: String,
    /// The ARN.
    pub arn: String,
    /// The address itself.
    pub address: String,
    /// The name that customers see.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The id of its alias: mail sent to the alias is forwarded to this address. An address has at most one.
    /// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateEmailAddressAlias.html>
    pub alias: Option<String>,
    /// What only `DescribeEmailAddress` tells; `None` until it was asked.
    pub details: Option<Details>,
    /// When `DescribeEmailAddress` was last asked.
    pub described_at: Option<Timestamp>,
}

/// What only `DescribeEmailAddress` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// When it was created.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// The tags.
    pub tags: Tags,
}
