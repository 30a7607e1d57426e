//! `CreateTags` of connection aliases and directories.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_CreateTags.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use crate::account::Scope;
use crate::tags::{self, Tag};

/// The input of `CreateTags`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateTagsInput {
    resource_id: String,
    tags: Vec<Tag>,
}

/// Adds tags to a resource that the caller owns.
pub fn create(here: &mut Region, scope: &Scope, input: CreateTagsInput) -> Result<(), Error> {
    let tags = here.tags_mut(scope.account, &input.resource_id)?;
    *tags = tags::merged(tags, input.tags)?;
    Ok(())
}
