//! `DescribeWorkspaceDirectories`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceDirectories.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{RegionState, WorkspaceDirectory};
use crate::account::Scope;
use crate::wire::page::{self, Paging};
use crate::wire::validate::{self, Violation};

const LARGEST_PAGE: i64 = 25;

/// The input of `DescribeWorkspaceDirectories`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeWorkspaceDirectoriesInput {
    directory_ids: Option<Vec<String>>,
    workspace_directory_names: Option<Vec<String>>,
    limit: Option<i64>,
    next_token: Option<String>,
    filters: Option<Vec<Filter>>,
}

/// `DescribeWorkspaceDirectoriesFilter` of the model.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Filter {
    name: Option<String>,
    values: Option<Vec<String>>,
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
    check(input)?;
    let filters = filters(input)?;
    let size = page::size("Limit", input.limit, LARGEST_PAGE, 25)?;
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

fn check(input: &DescribeWorkspaceDirectoriesInput) -> Result<(), Violation> {
    if let Some(ids) = &input.directory_ids {
        validate::count("DirectoryIds", ids, 1..=25)?;
        for id in ids {
            validate::length("DirectoryIds", id, 10..=65)?;
            let fits = id.starts_with("d-") || id.starts_with("wsd-");
            let pattern = "^(d-[0-9a-f]{8,63}$)|(wsd-[0-9a-z]{8,63}$)";
            validate::pattern("DirectoryIds", id, fits, pattern)?;
        }
    }
    if let Some(names) = &input.workspace_directory_names {
        validate::count("WorkspaceDirectoryNames", names, 1..=25)?;
    }
    Ok(())
}

fn filters(input: &DescribeWorkspaceDirectoriesInput) -> Result<Vec<(Property, &[String])>, Violation> {
    let Some(filters) = &input.filters else {
        return Ok(Vec::new());
    };
    validate::count("Filters", filters, 1..=25)?;
    let filters = filters.iter();
    filters
        .map(|filter| {
            let name = validate::required("Name", filter.name.as_deref())?;
            let values = validate::required("Values", filter.values.as_deref())?;
            validate::count("Values", values, 1..=25)?;
            Ok((validate::one_of("Name", name, &FILTERS)?, values))
        })
        .collect()
}
