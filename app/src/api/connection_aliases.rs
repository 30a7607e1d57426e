//! WorkSpaces connection aliases.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::{
        answer::{ConnectionAliasDetail, Detail},
        list::{DrawnTable, ListPage},
    },
};
use leptos::{server, server_fn::codec::GetUrl};

/// A page of the board; `query` is the URL's.
#[server(prefix = "/api", endpoint = "connection-aliases", input = GetUrl, output = Wire)]
pub async fn list_connection_aliases(query: String) -> Result<ListPage<DrawnTable>, AppError> {
    use crate::{
        components::list::draw,
        model::{
            freshness::Kind,
            list::{ListQuery, page},
        },
    };
    let query = ListQuery::parse(&query);
    let backend = super::ssr::backend::<ListConnectionAliases>()?;
    let snapshot = backend.snapshot();
    let freshness = snapshot.freshness(Kind::ConnectionAliases, None, backend.now());
    let page = page(&snapshot.connection_alias_rows(), &query, freshness);
    Ok(draw(&query, page))
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
