//! The list of identities.

use crate::{
    api::identities::list_identities,
    components::{
        badge::{Badge, text_or_unset},
        list::{Cells, List, Switcher, as_it_is, no_actions},
        row::on_off,
        tags::TagList,
    },
    model::{freshness::Kind, list::ListRow, rows::IdentityRow, time::Timestamp},
    routes,
};
use leptos::prelude::*;

/// The list of identities.
#[component]
pub fn Identities() -> impl IntoView {
    List {
        kind: Kind::Identities,
        fetch: |query| Box::pin(list_identities(query)),
        cells: Cells {
            key: |row| format!("{}/{}", row.region, row.name),
            cell,
            expand: as_it_is,
        },
        switcher: Switcher::Regions,
        actions: no_actions,
        empty: "Amazon SES has no identities in these Regions.",
    }
    .view()
}

fn cell(row: &IdentityRow, column: &str, now: Timestamp) -> AnyView {
    match column {
        "name" => {
            let path = routes::identity(row.region.as_str(), &row.name);
            view! { <a class="name" href=path>{row.name.clone()}</a> }.into_any()
        }
        "verification" => view! { <Badge badge=row.verification.badge(now)/> }.into_any(),
        "dkim" => view! { <Badge badge=row.dkim.clone()/> }.into_any(),
        "mail-from" => view! {
            <Badge badge=row.mail_from.clone()/>" "{row.mail_from_domain.clone().map(|domain| view! { <span class="muted">{domain}</span> })}
        }
        .into_any(),
        "sending" => on_off(row.sending_enabled).into_any(),
        "tags" => view! { <TagList tags=row.tags.clone().unwrap_or_default()/> }.into_any(),
        _ => text_or_unset(Some(&row.text(column))),
    }
}
