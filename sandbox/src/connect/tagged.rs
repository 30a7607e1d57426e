//! The resources that have tags, by ARN.
//! <https://docs.aws.amazon.com/connect/latest/adminguide/tagging.html>
//!
//! Those that exist here: instances, users (`agent`), e-mail addresses, routing profiles, security
//! profiles and hierarchy groups (`agent-group`).

use std::collections::BTreeMap;

use super::error::Error;
use super::{EmailAddress, Instance, InstancesOfRegion, User};
use crate::context::Context;
use crate::wire::Violation;

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// An instance, or something that belongs to one.
#[derive(Clone, Copy, Debug)]
pub struct TaggedArn<'a> {
    arn: &'a str,
    instance_id: &'a str,
    resource: Resource<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Resource<'a> {
    Instance,
    User(&'a str),
    EmailAddress(&'a str),
    RoutingProfile(&'a str),
    SecurityProfile(&'a str),
    HierarchyGroup(&'a str),
    /// A kind that is not simulated.
    Other,
}

impl<'a> TaggedArn<'a> {
    /// `arn:<partition>:connect:<region>:<account>:instance/<id>`, or longer.
    pub fn parse(arn: &'a str) -> Result<Self, Violation> {
        let parts: Vec<_> = arn.splitn(6, ':').collect();
        if let ["arn", _, "connect", _, _, resource] = parts.as_slice() {
            let path: Vec<_> = resource.split('/').collect();
            if let ["instance", instance_id, rest @ ..] = path.as_slice() {
                let resource = Resource::at(rest);
                return Ok(Self {
                    arn,
                    instance_id,
                    resource,
                });
            }
        }
        let constraint = "Member must be the ARN of a resource of an instance";
        Err(Violation::new("resourceArn", arn, constraint))
    }

    /// The tags of the resource, if it is in this account and Region.
    pub fn tags(self, here: &InstancesOfRegion) -> Result<&Tags, Error> {
        let instance = here.all().get(self.instance_id);
        let found = instance.and_then(|instance| self.resource.arn_and_tags(instance));
        let found = found.filter(|(arn, _)| *arn == self.arn);
        let (_, tags) = found.ok_or_else(|| Error::not_found("Resource", self.arn))?;
        Ok(tags)
    }

    /// Gives the resource other tags, which is a change like any other.
    pub fn set_tags(self, here: &mut InstancesOfRegion, context: &Context, tags: Tags) -> Result<(), Error> {
        self.tags(here)?;
        self.resource.set_tags(here.get_mut(self.instance_id)?, context, tags)
    }
}

impl<'a> Resource<'a> {
    fn at(path: &[&'a str]) -> Self {
        match path {
            [] => Self::Instance,
            ["agent", id] => Self::User(id),
            ["email-address", id] => Self::EmailAddress(id),
            ["routing-profile", id] => Self::RoutingProfile(id),
            ["security-profile", id] => Self::SecurityProfile(id),
            ["agent-group", id] => Self::HierarchyGroup(id),
            _ => Self::Other,
        }
    }

    fn arn_and_tags(self, instance: &Instance) -> Option<(&str, &Tags)> {
        match self {
            Self::Instance => Some((&instance.attributes.arn, &instance.attributes.tags)),
            Self::User(id) => instance.user(id).ok().map(|user| (user.arn.as_str(), &user.tags)),
            Self::EmailAddress(id) => {
                let address = instance.email_address(id).ok()?;
                Some((&address.arn, &address.tags))
            }
            Self::RoutingProfile(id) => {
                let profile = instance.routing_profiles.get(id)?;
                Some((&profile.arn, &profile.tags))
            }
            Self::SecurityProfile(id) => {
                let profile = instance.security_profiles.get(id)?;
                Some((&profile.arn, &profile.tags))
            }
            Self::HierarchyGroup(id) => {
                let group = instance.hierarchy.groups().get(id)?;
                Some((&group.arn, &group.tags))
            }
            Self::Other => None,
        }
    }

    fn set_tags(self, instance: &mut Instance, context: &Context, tags: Tags) -> Result<(), Error> {
        let changed = (context.timestamp(), context.scope.region.clone());
        match self {
            Self::Instance => instance.attributes.tags = tags,
            Self::User(id) => {
                let user = instance.user(id)?.clone();
                instance.change(context, User { tags, ..user });
            }
            Self::EmailAddress(id) => {
                let address = instance.email_address(id)?.clone();
                instance.change_email_address(context, EmailAddress { tags, ..address });
            }
            Self::RoutingProfile(id) => {
                if let Some(profile) = instance.routing_profiles.get_mut(id) {
                    profile.tags = tags;
                    (profile.last_modified_time, profile.last_modified_region) = changed;
                }
            }
            Self::SecurityProfile(id) => {
                if let Some(profile) = instance.security_profiles.get_mut(id) {
                    profile.tags = tags;
                    (profile.last_modified_time, profile.last_modified_region) = changed;
                }
            }
            Self::HierarchyGroup(id) => {
                if let Some(group) = instance.hierarchy.group_mut(id) {
                    group.tags = tags;
                    (group.last_modified_time, group.last_modified_region) = changed;
                }
            }
            Self::Other => {}
        }
        Ok(())
    }
}
