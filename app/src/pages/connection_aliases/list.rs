//! The board of connection aliases: strings down, Regions across.

use crate::{
    api::connection_aliases::list_connection_aliases,
    components::{
        badge::{Badge, text_or_unset},
        list::{Cells, Heading, List, Switcher, no_actions},
    },
    model::{
        freshness::Kind,
        list::{Column, ListRow},
        rows::{ConnectionAliasRow, InRegion},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// The board.
#[component]
pub fn ConnectionAliases() -> impl IntoView {
    List {
        kind: Kind::ConnectionAliases,
        fetch: |query| Box::pin(list_connection_aliases(query)),
        cells: Cells {
            key: |row| row.connection_string.clone(),
            cell,
            expand,
        },
        switcher: Switcher::Regions,
        actions: no_actions,
        empty: "Amazon WorkSpaces has no connection aliases in these Regions.",
    }
    .view()
}

/// A column for every Region that an alias stands in.
fn expand(column: &'static Column, rows: &[Arc<ConnectionAliasRow>]) -> Option<Vec<Heading>> {
    if column.key != "regions" {
        return None;
    }
    let regions: BTreeSet<_> = rows
        .iter()
        .flat_map(|row| &row.regions)
        .map(|place| place.region.to_string())
        .collect();
    let heading = |region: String| Heading {
        key: format!("region:{region}"),
        title: region,
        sortable: false,
    };
    Some(regions.into_iter().map(heading).collect())
}

fn cell(row: &ConnectionAliasRow, column: &str, _: Timestamp) -> AnyView {
    if let Some(region) = column.strip_prefix("region:") {
        return match row.regions.iter().find(|place| place.region.as_str() == region) {
            Some(place) => in_region(place),
            None => view! { <span class="none">"Not in this Region"</span> }.into_any(),
        };
    }
    match column {
        "connection-string" => {
            let path = routes::connection_alias(&row.connection_string);
            view! { <a class="name" href=path>{row.connection_string.clone()}</a> }.into_any()
        }
        _ => text_or_unset(Some(&row.text(column))),
    }
}

fn in_region(place: &InRegion) -> AnyView {
    let directory = place.directory.clone().map(|id| match place.directory_name.clone() {
        Some(name) => view! { <li title=id>{name}</li> }.into_any(),
        None => view! { <li><code>{id}</code></li> }.into_any(),
    });
    let identifier = place.connection_identifier.clone().map(|identifier| {
        view! { <li title="Connection identifier: goes into the TXT record"><code>{identifier}</code></li> }
    });
    view! { <Badge badge=place.state.badge()/><ul class="plain small">{directory}{identifier}</ul> }.into_any()
}
