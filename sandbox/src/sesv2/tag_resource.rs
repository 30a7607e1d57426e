//! `TagResource`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TagResource.html>

use serde::Deserialize;

use super::error::Error;
use super::{Region, resource, tags};
use crate::context::Context;
use crate::tags::Tag;

/// The input of `TagResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TagResourceInput {
    resource_arn: String,
    tags: Vec<Tag>,
}

/// `POST /v2/email/tags`.
pub fn tag(here: &mut Region, context: &Context, input: TagResourceInput) -> Result<(), Error> {
    let resource = resource::of_arn(&input.resource_arn, &context.scope)?;
    let tags = tags::merged(here.tags(resource)?, input.tags)?;
    here.set_tags(context, resource, tags)
}
