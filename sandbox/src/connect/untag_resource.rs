//! `UntagResource`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_UntagResource.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use super::tagged::TaggedArn;
use crate::context::Context;
use crate::tags;

/// The input of `UntagResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResourceInput {
    resource_arn: String,
    tag_keys: Vec<String>,
}

/// `DELETE /tags/{resourceArn}`. Keys that the resource does not have do not matter.
pub fn untag(here: &mut Region, context: &Context, input: &UntagResourceInput) -> Result<(), Error> {
    let resource = TaggedArn::parse(&input.resource_arn)?;
    let tags = tags::without(resource.tags(here)?, &input.tag_keys)?;
    resource.set_tags(here, context, tags)
}
