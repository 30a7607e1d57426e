//! The table of a list; at small widths each row becomes a card.

use super::rows::Rows;
use crate::{
    model::{
        freshness::Kind,
        list::{Column, DrawnTable, Heading, ListQuery},
    },
    routes,
};
use leptos::{prelude::*, tachys::html::InertElement};

/// The table, which always stands: without rows it is hidden. The roles are spelled out because cards are not laid out as a
/// table, which some browsers take for no table at all.
pub fn table(kind: Kind, rows: Rows, head: AnyView, shown: Option<&DrawnTable>) -> AnyView {
    let is_empty = shown.is_none_or(|table| table.count == 0);
    let body = InertElement::new(body(shown)).into_any();
    view! {
        <div class="sheet" role="region" aria-label=format!("{}, table", kind.title()) tabindex="0" hidden=is_empty>
            <table role="table" node_ref=rows.table on:change=move |event| rows.on_change(&event)>
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                {body}
            </table>
        </div>
    }
    .into_any()
}

/// The body as the server draws it. The browser keeps what stands there, and [`Rows`] changes it.
fn body(shown: Option<&DrawnTable>) -> String {
    let rows = shown.map(|table| &*table.shown).unwrap_or_default();
    let rows: String = rows.iter().map(|row| &*row.html).collect();
    format!("<tbody role=\"rowgroup\">{rows}</tbody>")
}

/// The headings.
pub fn head(kind: Kind, columns: &'static [Column], query: &ListQuery, headings: &[Heading]) -> AnyView {
    let heading = |heading| heading_cell(kind, columns, query, heading);
    headings.iter().map(heading).collect_view().into_any()
}

fn heading_cell(kind: Kind, columns: &'static [Column], query: &ListQuery, heading: &Heading) -> AnyView {
    let title = heading.title.clone();
    if !heading.sortable {
        return view! { <th role="columnheader" scope="col">{title}</th> }.into_any();
    }
    let direction = query.direction(columns, &heading.key);
    let href = format!(
        "{}{}",
        routes::list(kind),
        query.with_sort(&heading.key, direction.is_some()).to_query()
    );
    let sorted = direction.map(|descending| if descending { "descending" } else { "ascending" });
    view! { <th role="columnheader" scope="col" aria-sort=sorted><a href=href>{title}</a></th> }.into_any()
}
