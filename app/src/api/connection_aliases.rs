//! WorkSpaces connection aliases.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{
        answer::{ConnectionAliasDetail, Detail},
        list::ListPage,
        rows::ConnectionAliasRow,
    },
};
use leptos::{server, server_fn::codec::GetUrl};

/// A page of the board; `query` is the URL's.
#[server(prefix = "/api", endpoint = "connection-aliases", input = GetUrl, output = Wire)]
pub async fn list_connection_aliases(query: String) -> Result<ListPage<ConnectionAliasRow>, AppError> {
    use crate::model::{freshness::Kind, list};
    let backend = super::ssr::backend::<ListConnectionAliases>()?;
    let snapshot = backend.snapshot();
    let freshness = snapshot.freshness(Kind::ConnectionAliases, None, backend.now());
    Ok(list::page(
        &snapshot.connection_alias_rows(),
        &list::ListQuery::parse(&query),
        freshness,
    ))
}

/// Everything about a connection string.
#[server(prefix = "/api", endpoint = "connection-alias", input = GetUrl, output = Wire)]
pub async fn get_connection_alias(connection_string: String) -> Result<Detail<ConnectionAliasDetail>, AppError> {
    use crate::{backend::Target, model::freshness::Kind};
    let backend = super::ssr::backend::<GetConnectionAlias>()?;
    let found = backend.snapshot().connection_alias(&connection_string);
    let target = Target::ConnectionAlias { connection_string };
    Ok(super::ssr::detail(
        &*backend,
        (Kind::ConnectionAliases, None),
        target,
        found,
    ))
}

super::needs! {
    ListConnectionAliases: Read,
    GetConnectionAlias: Read,
}
