//! An instance, and `DescribeInstance`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{
    ClientTokens, EmailAddress, EmailAddresses, Hierarchy, HierarchyGroup, IdentityManagementType, Region,
    RoutingProfile, SecurityProfile, User, Users,
};
use crate::context::Context;
use crate::generator::Generator;
use crate::lag::Lagging;
use crate::tags::Tags;
use crate::wire::Timestamp;

/// An instance and all that belongs to it.
#[derive(Debug)]
pub struct Instance {
    /// What `DescribeInstance` tells.
    pub attributes: InstanceAttributes,
    /// Its agents and managers.
    pub users: Lagging<Users>,
    /// What its users may do, by id.
    pub security_profiles: BTreeMap<String, SecurityProfile>,
    /// Which queues its users serve, by id.
    pub routing_profiles: BTreeMap<String, RoutingProfile>,
    /// How its users are organised.
    pub hierarchy: Hierarchy,
    /// Where it receives mail.
    pub email_addresses: Lagging<EmailAddresses>,
    /// How many users it may have: AWS raises the default of 500 on request.
    pub user_quota: usize,
    /// How many resources were created in it, those included that were deleted again.
    pub creations: u64,
    /// The calls that it would recognise.
    pub client_tokens: ClientTokens,
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
    pub tags: Tags,
}

impl Instance {
    /// The user with this id.
    pub fn user(&self, id: &str) -> Result<&User, Error> {
        let user = self.users.current().get(id);
        user.ok_or_else(|| Error::not_found("User", id))
    }

    /// Replaces a user, who was changed by this call.
    pub fn change(&mut self, context: &Context, user: User) {
        let changed = User {
            last_modified_time: context.timestamp(),
            last_modified_region: context.scope.region.clone(),
            ..user
        };
        self.users.put(context, changed);
    }

    /// The routing profile with this id.
    pub fn routing_profile(&self, id: &str) -> Result<&RoutingProfile, Error> {
        let profile = self.routing_profiles.get(id);
        profile.ok_or_else(|| Error::not_found("Routing profile", id))
    }

    /// The security profile with this id.
    pub fn security_profile(&self, id: &str) -> Result<&SecurityProfile, Error> {
        let profile = self.security_profiles.get(id);
        profile.ok_or_else(|| Error::not_found("Security profile", id))
    }

    /// The hierarchy group with this id.
    pub fn hierarchy_group(&self, id: &str) -> Result<&HierarchyGroup, Error> {
        let group = self.hierarchy.groups().get(id);
        group.ok_or_else(|| Error::not_found("Hierarchy group", id))
    }

    /// The e-mail address with this id.
    pub fn email_address(&self, id: &str) -> Result<&EmailAddress, Error> {
        let address = self.email_addresses.current().get(id);
        address.ok_or_else(|| Error::not_found("Email address", id))
    }

    /// Replaces an e-mail address, which was changed by this call.
    pub fn change_email_address(&mut self, context: &Context, address: EmailAddress) {
        let changed = EmailAddress {
            modified: context.timestamp(),
            ..address
        };
        self.email_addresses.put(context, changed);
    }

    /// The id and the ARN of a new resource; `kind` is the ARN's own word. They never come again.
    pub fn identify(&mut self, kind: &str) -> (String, String) {
        self.creations += 1;
        let InstanceAttributes { id: instance, arn, .. } = &self.attributes;
        let number = self.creations.to_string();
        let id = Generator::new(&["connect", instance, kind, "created", &number]).uuid();
        let arn = format!("{arn}/{kind}/{id}");
        (id, arn)
    }
}

/// The input of `DescribeInstance`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeInstanceInput {
    instance_id: String,
}

/// The output of `DescribeInstance`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeInstance<'a> {
    instance: &'a InstanceAttributes,
}

/// `GET /instance/{InstanceId}`.
pub fn describe<'a>(here: &'a Region, input: &DescribeInstanceInput) -> Result<DescribeInstance<'a>, Error> {
    let instance = &here.get(&input.instance_id)?.attributes;
    Ok(DescribeInstance { instance })
}
