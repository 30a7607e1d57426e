//! `DescribeConnectionAliases`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeConnectionAliases.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{Association, ConnectionAlias, ConnectionAliasState, Region};
use crate::account::Scope;
use crate::wire::Violation;
use crate::wire::page::{self, Page, Paging};

const DEFAULT_PAGE: usize = 25;

/// The input of `DescribeConnectionAliases`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeConnectionAliasesInput {
    alias_ids: Option<Vec<String>>,
    resource_id: Option<String>,
    limit: Option<u16>,
    next_token: Option<String>,
}

/// The output of `DescribeConnectionAliases`. A list without anything is there and empty, as AWS
/// answers it, although the model asks for an item.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeConnectionAliases<'a> {
    connection_aliases: Vec<Description<'a>>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Description<'a> {
    connection_string: &'a str,
    alias_id: &'a str,
    state: ConnectionAliasState,
    owner_account_id: &'a str,
    associations: Vec<&'a Association>,
}

/// The aliases that the caller owns, and those that are shared with it. Ids that it may not know
/// of are left out.
pub fn describe<'a>(
    here: &'a Region,
    scope: &Scope,
    input: &DescribeConnectionAliasesInput,
) -> Result<DescribeConnectionAliases<'a>, Error> {
    let page = page(here, scope, input)?;
    Ok(DescribeConnectionAliases {
        connection_aliases: page.items.into_iter().map(description).collect(),
        next_token: page.next_token,
    })
}

fn page<'a>(
    here: &'a Region,
    scope: &Scope,
    input: &DescribeConnectionAliasesInput,
) -> Result<Page<&'a ConnectionAlias>, Violation> {
    let (ids, resource) = (&input.alias_ids, input.resource_id.as_deref());
    let size = page::size(input.limit, DEFAULT_PAGE);
    let listing = format!("DescribeConnectionAliases {scope:?} {ids:?} {resource:?}");
    let paging = Paging::new(listing, input.next_token.as_deref(), size)?;
    let account = scope.account;
    let mut named: Vec<_> = match (ids, resource) {
        (None, None) => {
            let all = here.aliases.visible(account, paging.bounds());
            return Ok(paging.cut(all.map(|alias| (alias.id.as_str(), alias))));
        }
        (Some(ids), _) => ids.iter().filter_map(|id| here.aliases.get(account, id).ok()).collect(),
        (None, Some(directory)) => {
            let id = here.aliases.of_directory(directory);
            let alias = id.and_then(|id| here.aliases.get(account, id).ok());
            alias.into_iter().collect()
        }
    };
    named.retain(|alias| resource.is_none_or(|id| alias.directory() == Some(id)));
    named.sort_by(|left, right| left.id.cmp(&right.id));
    named.dedup_by(|left, right| left.id == right.id);
    let rest = paging.rest(&named, |alias| &alias.id).iter();
    Ok(paging.cut(rest.map(|alias| (alias.id.as_str(), *alias))))
}

fn description(alias: &ConnectionAlias) -> Description<'_> {
    Description {
        connection_string: &alias.connection_string,
        alias_id: &alias.id,
        state: alias.state,
        owner_account_id: alias.owner,
        associations: alias.association.iter().collect(),
    }
}
