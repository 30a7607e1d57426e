//! The board of connection aliases: strings down, Regions across.

use crate::{
    api::connection_aliases::list_connection_aliases,
    components::list::{List, Switcher, no_actions},
    model::{freshness::Kind, list::ListRow, rows::ConnectionAliasRow},
};
use leptos::prelude::*;

/// The board.
#[component]
pub fn ConnectionAliases() -> impl IntoView {
    List {
        kind: Kind::ConnectionAliases,
        columns: ConnectionAliasRow::COLUMNS,
        tokens: ConnectionAliasRow::TOKENS,
        fetch: |query| Box::pin(list_connection_aliases(query)),
        switcher: Switcher::Regions,
        actions: no_actions,
        empty: "Amazon WorkSpaces has no connection aliases in these Regions.",
    }
    .view()
}
