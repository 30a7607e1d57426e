//! A directory that WorkSpaces are registered with.

use crate::tags::Tags;
use serde::Serialize;

/// `WorkspaceDirectory` of the model, as far as it is of use without WorkSpaces.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct WorkspaceDirectory {
    /// `d-…` or `wsd-…`
    pub directory_id: String,
    /// A short name, unique among all directories of AWS.
    pub alias: String,
    /// The directory's domain name.
    pub directory_name: String,
    /// What users type into their client to reach this directory.
    pub registration_code: String,
    /// Two subnets in different Availability Zones.
    pub subnet_ids: Vec<String>,
    /// The directory's name servers.
    pub dns_ip_addresses: Vec<String>,
    /// The directory's administrator.
    pub customer_user_name: String,
    /// The role by which WorkSpaces acts in the account.
    pub iam_role_id: String,
    /// What kind of directory it is.
    pub directory_type: WorkspaceDirectoryType,
    /// The security group of its WorkSpaces.
    pub workspace_security_group_id: String,
    /// `REGISTERED`: no other state occurs here.
    pub state: &'static str,
    /// `SHARED` hardware, rather than `DEDICATED`.
    pub tenancy: &'static str,
    /// The name that administrators gave it.
    pub workspace_directory_name: Option<String>,
    /// What administrators noted about it.
    pub workspace_directory_description: Option<String>,
    /// `AWS_DIRECTORY_SERVICE`: no other source of users occurs here.
    pub user_identity_type: &'static str,
    /// `PERSONAL`: pools cannot have a connection alias.
    pub workspace_type: &'static str,
    /// Tags by key; `DescribeTags` tells them.
    #[serde(skip)]
    pub tags: Tags,
}

/// `WorkspaceDirectoryType` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkspaceDirectoryType {
    /// Simple AD.
    SimpleAd,
    /// AD Connector, or AWS Managed Microsoft AD.
    AdConnector,
}
