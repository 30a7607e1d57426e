//! `UntagResource`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UntagResource.html>

use serde::Deserialize;

use super::InstancesOfRegion;
use super::error::Error;
use super::tagged::TaggedArn;
use crate::context::Context;

/// The input of `UntagResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResourceInput {
    resource_arn: String,
    tag_keys: Vec<String>,
}

/// `DELETE /tags/{resourceArn}`. Keys that the resource does not have do not matter.
pub fn untag(here: &mut InstancesOfRegion, context: &Context, input: &UntagResourceInput) -> Result<(), Error> {
    let resource = TaggedArn::parse(&input.resource_arn)?;
    let mut tags = resource.tags(here)?.clone();
    tags.retain(|key, _| !input.tag_keys.contains(key));
    resource.set_tags(here, context, tags)
}
