//! The resources that have tags, by ARN.
//! <https://docs.aws.amazon.com/connect/latest/adminguide/tagging.html>
//!
//! Those that exist here: instances, users (`agent`), e-mail addresses, routing profiles, security
//! profiles and hierarchy groups (`agent-group`).

use super::error::Error;
use super::{EmailAddress, Instance, Named, Region, User};
use crate::arn::Arn;
use crate::context::Context;
use crate::tags::Tags;
use crate::wire::Violation;

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
        let of_connect = Arn::parse(arn).filter(|arn| arn.service == "connect");
        let path: Vec<_> = of_connect.map_or_else(Vec::new, |arn| arn.resource.split('/').collect());
        let ["instance", instance_id, rest @ ..] = path.as_slice() else {
            let constraint = "Member must be the ARN of a resource of an instance";
            return Err(Violation::new("resourceArn", arn, constraint));
        };
        Ok(Self {
            arn,
            instance_id,
            resource: Resource::at(rest),
        })
    }

    /// The tags of the resource, if it is in this account and Region.
    pub fn tags(self, here: &Region) -> Result<&Tags, Error> {
        let instance = here.all().get(self.instance_id);
        let found = instance.and_then(|instance| self.resource.arn_and_tags(instance));
        let found = found.filter(|(arn, _)| *arn == self.arn);
        let (_, tags) = found.ok_or_else(|| Error::not_found("Resource", self.arn))?;
        Ok(tags)
    }

    /// Gives the resource other tags, which is a change like any other.
    pub fn set_tags(self, here: &mut Region, context: &Context, tags: Tags) -> Result<(), Error> {
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
            Self::User(id) => {
                let user = instance.user(id).ok()?;
                Some((&user.arn, &user.tags))
            }
            Self::EmailAddress(id) => {
                let address = instance.email_address(id).ok()?;
                Some((&address.arn, &address.tags))
            }
            Self::RoutingProfile(id) => Some(arn_and_tags(&instance.routing_profiles.get(id)?.named)),
            Self::SecurityProfile(id) => Some(arn_and_tags(&instance.security_profiles.get(id)?.named)),
            Self::HierarchyGroup(id) => Some(arn_and_tags(&instance.hierarchy.groups().get(id)?.named)),
            Self::Other => None,
        }
    }

    fn set_tags(self, instance: &mut Instance, context: &Context, tags: Tags) -> Result<(), Error> {
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
            _ => {
                if let Some(named) = self.named_mut(instance) {
                    named.retag(context, tags);
                }
            }
        }
        Ok(())
    }

    fn named_mut(self, instance: &mut Instance) -> Option<&mut Named> {
        match self {
            Self::RoutingProfile(id) => Some(&mut instance.routing_profiles.get_mut(id)?.named),
            Self::SecurityProfile(id) => Some(&mut instance.security_profiles.get_mut(id)?.named),
            Self::HierarchyGroup(id) => Some(&mut instance.hierarchy.group_mut(id)?.named),
            _ => None,
        }
    }
}

fn arn_and_tags(named: &Named) -> (&str, &Tags) {
    (&named.arn, &named.tags)
}
