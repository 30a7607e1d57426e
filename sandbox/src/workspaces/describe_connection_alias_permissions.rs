//! `DescribeConnectionAliasPermissions`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeConnectionAliasPermissions.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{ConnectionAliasPermission, Region};
use crate::account::Scope;
use crate::wire::page::{self, Paging};

const DEFAULT_PAGE: usize = 25;

/// The input of `DescribeConnectionAliasPermissions`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeConnectionAliasPermissionsInput {
    alias_id: String,
    next_token: Option<String>,
    max_results: Option<u16>,
}

/// The output of `DescribeConnectionAliasPermissions`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeConnectionAliasPermissions<'a> {
    alias_id: &'a str,
    connection_alias_permissions: Vec<&'a ConnectionAliasPermission>,
    next_token: Option<String>,
}

/// The permissions that the owner has granted; only the owner may look (AWS does not say what
/// anybody else gets).
pub fn describe<'a>(
    here: &'a Region,
    scope: &Scope,
    input: &DescribeConnectionAliasPermissionsInput,
) -> Result<DescribeConnectionAliasPermissions<'a>, Error> {
    let id = input.alias_id.as_str();
    let alias = here.aliases.owned(scope.account, id)?;
    let size = page::size(input.max_results, DEFAULT_PAGE);
    let listing = format!("DescribeConnectionAliasPermissions {scope:?} {id}");
    let paging = Paging::new(listing, input.next_token.as_deref(), size)?;
    let permissions = alias.permission.iter();
    let page = paging.cut(permissions.map(|one| (one.shared_account_id.as_str(), one)));
    Ok(DescribeConnectionAliasPermissions {
        alias_id: &alias.id,
        connection_alias_permissions: page.items,
        next_token: page.next_token,
    })
}
