//! `DescribeTags` of connection aliases and directories.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeTags.html>

use serde::{Deserialize, Serialize};

use super::Region;
use super::error::Error;
use crate::account::Scope;
use crate::tags::{self, Tag};

/// The input of `DescribeTags`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeTagsInput {
    resource_id: String,
}

/// The output of `DescribeTags`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeTags {
    tag_list: Vec<Tag>,
}

/// The tags of a resource that the caller owns.
pub fn describe(here: &Region, scope: &Scope, input: &DescribeTagsInput) -> Result<DescribeTags, Error> {
    let tags = here.tags(scope.account, &input.resource_id)?;
    Ok(DescribeTags {
        tag_list: tags::listed(tags),
    })
}
