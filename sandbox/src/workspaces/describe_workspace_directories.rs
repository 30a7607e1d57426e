//! `DescribeWorkspaceDirectories`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceDirectories.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{Region, WorkspaceDirectory};
use crate::account::Scope;
use crate::wire::page::{self, Paging};

const DEFAULT_PAGE: usize = 25;

/// The input of `DescribeWorkspaceDirectories`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeWorkspaceDirectoriesInput {
    directory_ids: Option<Vec<String>>,
    workspace_directory_names: Option<Vec<String>>,
    limit: Option<u16>,
    next_token: Option<String>,
    filters: Option<Vec<Filter>>,
}

/// `DescribeWorkspaceDirectoriesFilter` of the model.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Filter {
    name: FilterName,
    values: Vec<String>,
}

/// `DescribeWorkspaceDirectoriesFilterName` of the model.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum FilterName {
    UserIdentityType,
    WorkspaceType,
}

/// The output of `DescribeWorkspaceDirectories`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeWorkspaceDirectories<'a> {
    directories: Vec<&'a WorkspaceDirectory>,
    next_token: Option<String>,
}

/// The caller's directories. Ids and names that it does not have are left out.
pub fn describe<'a>(
    here: &'a Region,
    scope: &Scope,
    input: &DescribeWorkspaceDirectoriesInput,
) -> Result<DescribeWorkspaceDirectories<'a>, Error> {
    let size = page::size(input.limit, DEFAULT_PAGE);
    let (ids, names) = (&input.directory_ids, &input.workspace_directory_names);
    let filters = &input.filters;
    let listing = format!("DescribeWorkspaceDirectories {scope:?} {ids:?} {names:?} {filters:?}");
    let paging = Paging::new(listing, input.next_token.as_deref(), size)?;
    let rest = here.directories(scope.account).range::<str, _>(paging.bounds());
    let wanted = rest.filter(|(id, directory)| {
        let name = directory.workspace_directory_name.as_ref();
        ids.as_ref().is_none_or(|ids| ids.contains(id))
            && names
                .as_ref()
                .is_none_or(|names| name.is_some_and(|name| names.contains(name)))
            && filters.iter().flatten().all(|filter| filter.fits(directory))
    });
    let page = paging.cut(wanted.map(|(id, directory)| (id.as_str(), directory)));
    Ok(DescribeWorkspaceDirectories {
        directories: page.items,
        next_token: page.next_token,
    })
}

impl Filter {
    fn fits(&self, directory: &WorkspaceDirectory) -> bool {
        let property = match self.name {
            FilterName::UserIdentityType => directory.user_identity_type,
            FilterName::WorkspaceType => directory.workspace_type,
        };
        self.values.iter().any(|value| value == property)
    }
}
