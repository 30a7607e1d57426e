//! `UntagResource`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UntagResource.html>

use serde::Deserialize;

use super::error::Error;
use super::{Region, resource};
use crate::context::Context;
use crate::tags;

/// The input of `UntagResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UntagResourceInput {
    resource_arn: String,
    tag_keys: Vec<String>,
}

/// `DELETE /v2/email/tags`. Keys that are not there do not matter.
pub fn untag(here: &mut Region, context: &Context, input: &UntagResourceInput) -> Result<(), Error> {
    let resource = resource::of_arn(&input.resource_arn, &context.scope)?;
    let tags = tags::without(here.tags(resource)?, &input.tag_keys)?;
    here.set_tags(context, resource, tags)
}
