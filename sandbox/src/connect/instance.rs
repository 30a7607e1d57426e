//! An instance, and `DescribeInstance`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::Error;
use super::{EmailAddresses, Hierarchy, InstancesOfRegion, RoutingProfile, SecurityProfile, Users};
use crate::wire::{Timestamp, validate};

/// An instance and all that belongs to it.
#[derive(Debug)]
pub struct Instance {
    /// What `DescribeInstance` tells.
    pub attributes: InstanceAttributes,
    /// Its agents and managers.
    pub users: Users,
    /// What its users may do, by id.
    pub security_profiles: BTreeMap<String, SecurityProfile>,
    /// Which queues its users serve, by id.
    pub routing_profiles: BTreeMap<String, RoutingProfile>,
    /// How its users are organised.
    pub hierarchy: Hierarchy,
    /// Where it receives mail.
    pub email_addresses: EmailAddresses,
}

/// `Instance` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct InstanceAttributes {
    /// A UUID.
    pub id: String,
    /// `arn:aws:connect:<region>:<account>:instance/<id>`.
    pub arn: String,
    /// Where its users come from.
    pub identity_management_type: IdentityManagementType,
    /// The name in its access URL.
    pub instance_alias: String,
    /// When it was created.
    pub created_time: Timestamp,
    /// The ARN of its service-linked role.
    pub service_role: String,
    /// `ACTIVE`: no other state occurs here.
    pub instance_status: &'static str,
    /// Whether it takes calls.
    pub inbound_calls_enabled: bool,
    /// Whether it makes calls.
    pub outbound_calls_enabled: bool,
    /// Where its users sign in.
    pub instance_access_url: String,
    /// Tags by key.
    pub tags: BTreeMap<String, String>,
}

/// `DirectoryType` of the model: decides which members `CreateUser` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentityManagementType {
    /// Connect keeps the users and their passwords.
    ConnectManaged,
    /// An AWS Directory Service directory does.
    ExistingDirectory,
    /// An identity provider does.
    Saml,
}

/// The output of `DescribeInstance`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeInstance<'a> {
    instance: &'a InstanceAttributes,
}

/// `GET /instance/{InstanceId}`.
pub fn describe<'a>(here: &'a InstancesOfRegion, id: &str) -> Result<DescribeInstance<'a>, Error> {
    validate::length("InstanceId", id, 1..=100).map_err(Error::invalid_request)?;
    let instance = &here.get(id)?.attributes;
    Ok(DescribeInstance { instance })
}
