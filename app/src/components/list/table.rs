//! The table of a list; at small widths each row becomes a card.

use super::Cells;
use crate::{
    components::{badge::Checking, drawn_once::drawn_once, keyed::KeyedRows},
    model::{
        freshness::Kind,
        list::{Column, ListPage, ListQuery, ListRow},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use std::{hash::Hash, sync::Arc};

/// A heading of the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// A row with all that its cells are made of.
#[derive(Clone, PartialEq, Hash)]
pub struct Line<R> {
    row: Arc<R>,
    headings: Arc<[Heading]>,
    now: Timestamp,
}

/// The table. The roles are spelled out because cards are not laid out as a table, which some browsers take for no table at all.
pub fn table<R>(
    kind: Kind,
    query: &ListQuery,
    page: &ListPage<R>,
    cells: Cells<R>,
    lines: KeyedRows<Line<R>>,
) -> AnyView
where
    R: ListRow + Clone + PartialEq + Hash + Send + Sync + 'static,
{
    let headings: Arc<[Heading]> = query
        .columns_of::<R>()
        .into_iter()
        .flat_map(|column| (cells.expand)(column, &page.rows).unwrap_or_else(|| vec![column.into()]))
        .collect();
    let head = headings
        .iter()
        .map(|heading| heading_cell::<R>(kind, query, heading))
        .collect_view();
    // Ages are told to the minute: what differs less need not be drawn anew.
    let now = page.freshness.now.minute();
    let line = |row: &Arc<R>| {
        let line = Line {
            row: Arc::clone(row),
            headings: Arc::clone(&headings),
            now,
        };
        ((cells.key)(row), line)
    };
    let body = lines.show_first(query.to_query(), page.rows.iter().map(line), move |line| {
        drawn_once(line, || body_row(line, cells.cell))
    });
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

fn body_row<R: ListRow>(line: &Line<R>, cell: fn(&R, &str, Timestamp) -> AnyView) -> AnyView {
    let Line { row, headings, now } = line;
    let show = |key: &str| {
        if row.is_known(key) {
            cell(row, key, *now)
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
