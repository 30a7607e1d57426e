//! A connection string on the board, with its alias in each Region.

use crate::{
    components::{
        badge::{Badge, text_or_unset},
        list::ShownRow,
    },
    model::{
        list::{Column, Heading, ListRow},
        rows::{ConnectionAliasRow, InRegion},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

impl ShownRow for ConnectionAliasRow {
    fn key(&self) -> String {
        self.connection_string.clone()
    }

    fn cell(&self, key: &str, _: Timestamp) -> AnyView {
        if let Some(region) = key.strip_prefix("region:") {
            return match self.regions.iter().find(|place| place.region.as_str() == region) {
                Some(place) => in_region(place),
                None => view! { <span class="none">"Not in this Region"</span> }.into_any(),
            };
        }
        match key {
            "connection-string" => {
                let path = routes::connection_alias(&self.connection_string);
                view! { <a class="name" href=path>{self.connection_string.clone()}</a> }.into_any()
            }
            _ => text_or_unset(Some(&self.text(key))),
        }
    }

    /// One for every Region that an alias stands in.
    fn headings(column: &Column, rows: &[Arc<Self>]) -> Vec<Heading> {
        if column.key != "regions" {
            return vec![column.into()];
        }
        let places = rows.iter().flat_map(|row| &row.regions);
        let regions: BTreeSet<_> = places.map(|place| place.region.to_string()).collect();
        let heading = |region: String| Heading {
            key: format!("region:{region}"),
            title: region,
            sortable: false,
        };
        regions.into_iter().map(heading).collect()
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
