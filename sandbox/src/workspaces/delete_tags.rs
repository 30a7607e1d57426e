//! `DeleteTags` of connection aliases and directories.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DeleteTags.html>

use serde::Deserialize;

use super::RegionState;
use super::error::Error;
use super::tags;
use crate::account::Scope;

/// The input of `DeleteTags`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteTagsInput {
    resource_id: String,
    tag_keys: Vec<String>,
}

/// Deletes tags of a resource that the caller owns. Keys that it does not have do not matter.
pub fn delete(here: &mut RegionState, scope: &Scope, input: &DeleteTagsInput) -> Result<(), Error> {
    let tags = here.tags_mut(scope.account, &input.resource_id)?;
    for (number, key) in (1..).zip(&input.tag_keys) {
        tags::refuse_reserved(&format!("TagKeys.{number}.member"), key)?;
    }
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}
