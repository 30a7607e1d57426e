//! The list of e-mail addresses.

use crate::{
    api::email_addresses::list_email_addresses,
    components::{
        badge::{Unset, text_or_unset},
        list::{Cells, List, Switcher, as_it_is, no_actions},
        tags::TagList,
        time::Ago,
    },
    model::{
        freshness::Kind,
        list::ListRow,
        rows::{AddressRef, EmailAddressRow},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;

/// The list of e-mail addresses.
#[component]
pub fn EmailAddresses() -> impl IntoView {
    List {
        kind: Kind::EmailAddresses,
        fetch: |query| Box::pin(list_email_addresses(query)),
        cells: Cells {
            key: |row| format!("{}/{}", row.instance, row.id),
            cell,
            expand: as_it_is,
        },
        switcher: Switcher::Instances,
        actions: no_actions,
        empty: "The Amazon Connect instances in these Regions have no e-mail addresses.",
    }
    .view()
}

fn cell(row: &EmailAddressRow, column: &str, now: Timestamp) -> AnyView {
    let reference = |reference: &Option<AddressRef>| match reference {
        Some(to) => view! { <a href=routes::email_address(&row.instance, &to.id)>{to.address.clone()}</a> }.into_any(),
        None => view! { <Unset/> }.into_any(),
    };
    match column {
        "address" => {
            view! { <a class="name" href=routes::email_address(&row.instance, &row.id)>{row.address.clone()}</a> }
                .into_any()
        }
        "description" => match &row.description {
            Some(text) => view! { <span class="clip" title=text.clone()>{text.clone()}</span> }.into_any(),
            None => view! { <Unset/> }.into_any(),
        },
        "alias-of" => reference(&row.alias_of),
        "aliased-by" => reference(&row.aliased_by),
        "tags" => view! { <TagList tags=row.tags.clone().unwrap_or_default()/> }.into_any(),
        "modified" => view! { <Ago at=row.modified now=now/> }.into_any(),
        "id" => view! { <code>{row.id.clone()}</code> }.into_any(),
        _ => text_or_unset(Some(&row.text(column))),
    }
}
