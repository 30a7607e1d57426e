//! `ListTagsForResource`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListTagsForResource.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{Region, resource};
use crate::account::Scope;
use crate::tags::{self, Tag};

/// The input of `ListTagsForResource`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListTagsForResourceInput {
    resource_arn: String,
}

/// The output of `ListTagsForResource`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListTagsForResource {
    tags: Vec<Tag>,
}

/// `GET /v2/email/tags`.
pub fn list(here: &Region, scope: &Scope, input: &ListTagsForResourceInput) -> Result<ListTagsForResource, Error> {
    let resource = resource::of_arn(&input.resource_arn, scope)?;
    Ok(ListTagsForResource {
        tags: tags::listed(here.tags(resource)?),
    })
}
