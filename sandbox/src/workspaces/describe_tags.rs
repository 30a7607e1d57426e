//! `DescribeTags` of connection aliases and directories.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeTags.html>

use serde::{Deserialize, Serialize};

use super::RegionState;
use super::error::Error;
use crate::account::Scope;

/// The input of `DescribeTags`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeTagsInput {
    resource_id: String,
}

/// The output of `DescribeTags`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeTags<'a> {
    tag_list: Vec<Tag<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag<'a> {
    key: &'a str,
    value: &'a str,
}

/// The tags of a resource that the caller owns.
pub fn describe<'a>(
    here: &'a RegionState,
    scope: &Scope,
    input: &DescribeTagsInput,
) -> Result<DescribeTags<'a>, Error> {
    let tags = here.tags(scope.account, &input.resource_id)?;
    let tag_list = tags.iter().map(|(key, value)| Tag { key, value });
    Ok(DescribeTags {
        tag_list: tag_list.collect(),
    })
}
