//! `ListTagsForResource` of instances, users and e-mail addresses.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::InstancesOfRegion;
use super::error::Error;
use crate::wire::Violation;

/// The input of `ListTagsForResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceInput {
    resource_arn: String,
}

/// The output of `ListTagsForResource`.
#[derive(Debug, Serialize)]
pub struct ListTagsForResource<'a> {
    tags: &'a BTreeMap<String, String>,
}

/// `GET /tags/{resourceArn}`.
pub fn list<'a>(
    here: &'a InstancesOfRegion,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResource<'a>, Error> {
    let arn = input.resource_arn.as_str();
    let resource = arn.splitn(6, ':').nth(5).filter(|_| arn.starts_with("arn:"));
    let fits = resource.is_some_and(|resource| resource.starts_with("instance/"));
    if !fits {
        let constraint = "Member must be the ARN of a resource of an instance";
        return Err(Violation::new("resourceArn", arn, constraint).into());
    }
    let path: Vec<_> = resource.unwrap_or_default().split('/').collect();
    let found = tags_at(here, &path).filter(|(found_arn, _)| *found_arn == arn);
    let (_, tags) = found.ok_or_else(|| Error::not_found("Resource", arn))?;
    Ok(ListTagsForResource { tags })
}

/// The ARN and the tags of what is at `path`.
fn tags_at<'a>(here: &'a InstancesOfRegion, path: &[&str]) -> Option<(&'a str, &'a BTreeMap<String, String>)> {
    let instance = here.all().get(*path.get(1)?)?;
    match path.get(2..)? {
        [] => Some((&instance.attributes.arn, &instance.attributes.tags)),
        ["agent", id] => {
            let user = instance.users.current().get(id)?;
            Some((&user.arn, &user.tags))
        }
        ["email-address", id] => {
            let address = instance.email_addresses.current().get(id)?;
            Some((&address.arn, &address.tags))
        }
        _ => None,
    }
}
