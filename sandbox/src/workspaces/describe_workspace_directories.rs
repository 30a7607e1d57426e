//! `DescribeWorkspaceDirectories`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceDirectories.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{RegionState, WorkspaceDirectory};
use crate::account::Scope;
use crate::wire::page::{self, Paging};
use crate::wire::validate::{self, Violation};

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
    name: String,
    values: Vec<String>,
}

/// The output of `DescribeWorkspaceDirectories`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeWorkspaceDirectories<'a> {
    directories: Vec<&'a WorkspaceDirectory>,
    next_token: Option<String>,
}

/// The member of a directory that a filter looks at.
type Property = fn(&WorkspaceDirectory) -> &'static str;

const FILTERS: [(&str, Property); 2] = [
    ("USER_IDENTITY_TYPE", |directory| directory.user_identity_type),
    ("WORKSPACE_TYPE", |directory| directory.workspace_type),
];

/// The caller's directories. Ids and names that it does not have are left out.
pub fn describe<'a>(
    here: &'a RegionState,
    scope: &Scope,
    input: &DescribeWorkspaceDirectoriesInput,
) -> Result<DescribeWorkspaceDirectories<'a>, Error> {
    let filters = filters(input)?;
    let size = page::size(input.limit, DEFAULT_PAGE);
    let (ids, names) = (&input.directory_ids, &input.workspace_directory_names);
    let listing = format!(
        "DescribeWorkspaceDirectories {scope:?} {ids:?} {names:?} {:?}",
        input.filters
    );
    let paging = Paging::new(listing, input.next_token.as_deref(), size)?;
    let rest = here.directories(scope.account).range::<str, _>(paging.bounds());
    let wanted = rest.filter(|(id, directory)| {
        let name = directory.workspace_directory_name.as_ref();
        ids.as_ref().is_none_or(|ids| ids.contains(id))
            && names
                .as_ref()
                .is_none_or(|names| name.is_some_and(|name| names.contains(name)))
            && filters
                .iter()
                .all(|(property, values)| values.iter().any(|value| value == property(directory)))
    });
    let page = paging.cut(wanted.map(|(id, directory)| (id.as_str(), directory)));
    Ok(DescribeWorkspaceDirectories {
        directories: page.items,
        next_token: page.next_token,
    })
}

fn filters(input: &DescribeWorkspaceDirectoriesInput) -> Result<Vec<(Property, &[String])>, Violation> {
    let filters = input.filters.iter().flatten();
    filters
        .map(|filter| {
            Ok((
                validate::one_of("Name", &filter.name, &FILTERS)?,
                filter.values.as_slice(),
            ))
        })
        .collect()
}
