//! `ListTagsForResource`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_ListTagsForResource.html>

use serde::{Deserialize, Serialize};

use super::Region;
use super::error::Error;
use super::tagged::TaggedArn;
use crate::tags::Tags;

/// The input of `ListTagsForResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceInput {
    resource_arn: String,
}

/// The output of `ListTagsForResource`.
#[derive(Debug, Serialize)]
pub struct ListTagsForResource<'a> {
    tags: &'a Tags,
}

/// `GET /tags/{resourceArn}`.
pub fn list<'a>(here: &'a Region, input: &ListTagsForResourceInput) -> Result<ListTagsForResource<'a>, Error> {
    let tags = TaggedArn::parse(&input.resource_arn)?.tags(here)?;
    Ok(ListTagsForResource { tags })
}
