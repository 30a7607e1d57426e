//! The table of a list; at small widths each row becomes a card.

use crate::{
    components::badge::Checking,
    model::{
        freshness::Kind,
        list::{Column, ListPage, ListQuery, ListRow},
    },
    routes,
};
use leptos::prelude::*;

/// A heading of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What cells are asked for.
    pub key: String,
    /// What it says.
    pub title: String,
    /// Whether a click sorts by it.
    pub sortable: bool,
}

impl From<&Column> for Heading {
    fn from(column: &Column) -> Self {
        Self {
            key: column.key.to_owned(),
            title: column.title.to_owned(),
            sortable: column.sortable,
        }
    }
}

/// The table. The roles are spelled out because cards are not laid out as a table, which some browsers take for no table at all.
pub fn table<R: ListRow>(
    kind: Kind,
    query: &ListQuery,
    page: &ListPage<R>,
    cell: fn(&R, &str, &ListPage<R>) -> AnyView,
    expand: fn(&'static Column, &[R]) -> Option<Vec<Heading>>,
) -> AnyView {
    let headings: Vec<Heading> = query
        .columns_of::<R>()
        .into_iter()
        .flat_map(|column| expand(column, &page.rows).unwrap_or_else(|| vec![column.into()]))
        .collect();
    let head = headings
        .iter()
        .map(|heading| heading_cell::<R>(kind, query, heading))
        .collect_view();
    let body = page
        .rows
        .iter()
        .map(|row| body_row(row, &headings, page, cell))
        .collect_view();
    view! {
        <div class="sheet" role="region" aria-label=format!("{}, table", kind.title()) tabindex="0">
            <table role="table">
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn body_row<R: ListRow>(
    row: &R,
    headings: &[Heading],
    page: &ListPage<R>,
    cell: fn(&R, &str, &ListPage<R>) -> AnyView,
) -> AnyView {
    let show = |key: &str| {
        if row.is_known(key) {
            cell(row, key, page)
        } else {
            view! { <Checking/> }.into_any()
        }
    };
    let mut headings = headings.iter();
    let first = headings.next().map(|heading| {
        // A row is called what it is known by, without the box that selects it.
        view! { <th role="rowheader" scope="row" aria-label=row.text(&heading.key)>{show(&heading.key)}</th> }
    });
    let rest = headings
        .map(|heading| {
            view! { <td role="cell" data-label=heading.title.clone()><div>{show(&heading.key)}</div></td> }
        })
        .collect_view();
    view! { <tr role="row">{first}{rest}</tr> }.into_any()
}

fn heading_cell<R: ListRow>(kind: Kind, query: &ListQuery, heading: &Heading) -> AnyView {
    let title = heading.title.clone();
    if !heading.sortable {
        return view! { <th role="columnheader" scope="col">{title}</th> }.into_any();
    }
    let direction = query.direction::<R>(&heading.key);
    let href = format!(
        "{}{}",
        routes::list(kind),
        query.with_sort(&heading.key, direction.is_some()).to_query()
    );
    let sorted = direction.map(|descending| if descending { "descending" } else { "ascending" });
    view! { <th role="columnheader" scope="col" aria-sort=sorted><a href=href>{title}</a></th> }.into_any()
}
