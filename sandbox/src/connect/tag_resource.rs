//! `TagResource`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_TagResource.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use super::tagged::TaggedArn;
use crate::context::Context;
use crate::tags::{self, Tags};

/// The input of `TagResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResourceInput {
    resource_arn: String,
    tags: Tags,
}

/// `POST /tags/{resourceArn}`. Tags that are there already get the new value.
pub fn tag(here: &mut Region, context: &Context, input: TagResourceInput) -> Result<(), Error> {
    let resource = TaggedArn::parse(&input.resource_arn)?;
    let tags = tags::merged(resource.tags(here)?, input.tags)?;
    resource.set_tags(here, context, tags)
}
