//! `DeleteTags` of connection aliases and directories.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DeleteTags.html>

use serde::Deserialize;

use super::Region;
use super::error::Error;
use crate::account::Scope;
use crate::tags;

/// The input of `DeleteTags`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteTagsInput {
    resource_id: String,
    tag_keys: Vec<String>,
}

/// Deletes tags of a resource that the caller owns. Keys that it does not have do not matter.
pub fn delete(here: &mut Region, scope: &Scope, input: &DeleteTagsInput) -> Result<(), Error> {
    let tags = here.tags_mut(scope.account, &input.resource_id)?;
    *tags = tags::without(tags, &input.tag_keys)?;
    Ok(())
}
