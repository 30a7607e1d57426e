//! `TagResource`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_TagResource.html>

use serde::Deserialize;

use super::InstancesOfRegion;
use super::error::Error;
use super::tagged::{TaggedArn, Tags};
use crate::context::Context;

/// "Amazon Connect services support up to 50 tags per resource." (administrator guide, Tagging
/// resources)
const MOST_TAGS: usize = 50;

/// The input of `TagResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResourceInput {
    resource_arn: String,
    tags: Tags,
}

/// `POST /tags/{resourceArn}`. Tags that are there already get the new value.
pub fn tag(here: &mut InstancesOfRegion, context: &Context, input: TagResourceInput) -> Result<(), Error> {
    let resource = TaggedArn::parse(&input.resource_arn)?;
    let mut tags = resource.tags(here)?.clone();
    tags.extend(input.tags);
    if tags.len() > MOST_TAGS {
        let message = format!("The resource would have {} tags: it can have {MOST_TAGS}", tags.len());
        return Err(Error::InvalidRequest(message));
    }
    resource.set_tags(here, context, tags)
}
