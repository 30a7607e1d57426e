//! How the server draws the table of a list.

use crate::{
    components::{badge::Checking, drawn_once::drawn_once},
    model::{
        list::{Column, DrawnRow, DrawnTable, Heading, ListPage, ListQuery, ListRow},
        time::Timestamp,
    },
};
use leptos::prelude::*;
use std::{hash::Hash, sync::Arc};

/// How a row is shown.
pub trait ShownRow: ListRow + Hash + Sized + 'static {
    /// What makes it the same row.
    fn key(&self) -> String;

    /// What stands in a cell, at this time. The key is a column's, or one that [`Self::headings`] made of it.
    fn cell(&self, key: &str, now: Timestamp) -> AnyView;

    /// The headings of a column: several where rows differ in what they have.
    fn headings(column: &Column, _rows: &[Arc<Self>]) -> Vec<Heading> {
        vec![column.into()]
    }
}

/// A row with all that its cells are made of.
#[derive(Hash)]
struct Line<'a, R> {
    row: &'a R,
    headings: &'a [Heading],
    now: Timestamp,
}

/// The page of a list, with its rows drawn in the columns that `query` asks for.
pub fn draw<R: ShownRow>(query: &ListQuery, page: ListPage<Vec<Arc<R>>>) -> ListPage<DrawnTable> {
    // Ages are told to the minute: what differs less need not be drawn anew.
    let now = page.freshness.now.minute();
    page.map(|rows| {
        let headings: Vec<_> = query
            .columns_of(R::COLUMNS)
            .into_iter()
            .flat_map(|column| R::headings(column, &rows))
            .collect();
        let row = |row: &Arc<R>| {
            let line = Line {
                row: &**row,
                headings: &headings,
                now,
            };
            DrawnRow {
                key: row.key(),
                html: drawn_once(&line, || line.view()),
            }
        };
        DrawnTable {
            count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            rows: Some(rows.iter().map(row).collect()),
            shown: Arc::default(),
            headings,
        }
    })
}

impl<R: ShownRow> Line<'_, R> {
    /// The roles are spelled out for the same reason as the table's.
    fn view(&self) -> AnyView {
        let Self { row, headings, now } = self;
        let show = |key: &str| {
            if row.is_known(key) {
                row.cell(key, *now)
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
        view! { <tr role="row" data-key=row.key()>{first}{rest}</tr> }.into_any()
    }
}
