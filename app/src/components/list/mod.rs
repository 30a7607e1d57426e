//! The list: one for all four kinds.

mod bar;
mod bulk;
mod foot;
mod table;

pub use bar::Switcher;
pub use bulk::{BulkBar, RowBox, Selection};
pub use table::Heading;

use super::{
    answer::answer,
    detail::{Fetch, failed},
    freshness::Problems,
    keyed::KeyedRows,
    session::Session,
    thousands,
};
use crate::components::awaited::{awaited, awaited_page};
use crate::{
    model::{
        access::Access,
        freshness::Kind,
        list::{Column, ListPage, ListQuery, ListRow},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use serde::{Serialize, de::DeserializeOwned};
use std::{hash::Hash, sync::Arc};

/// What a list of one kind adds to what all lists do.
pub struct List<R: 'static> {
    /// What is listed.
    pub kind: Kind,
    /// Asks the server for a page; the text is the URL's query.
    pub fetch: fn(String) -> Fetch<ListPage<R>>,
    /// How its rows are shown.
    pub cells: Cells<R>,
    /// What is chosen above the list.
    pub switcher: Switcher,
    /// What can be done with what is listed.
    pub actions: fn(&Access, &ListQuery, &ListPage<R>) -> AnyView,
    /// What to do when there is nothing at all.
    pub empty: &'static str,
}

/// How the rows of a list are shown.
pub struct Cells<R: 'static> {
    /// What makes a row the same row.
    pub key: fn(&R) -> String,
    /// Shows a cell, at this time. The key is a column's, or one that `expand` made of it.
    pub cell: fn(&R, &str, Timestamp) -> AnyView,
    /// Makes several headings of one column, where rows differ in what they have; `None` keeps the column.
    pub expand: Expand<R>,
}

/// Makes several headings of a column, of the rows of a page.
pub type Expand<R> = fn(&'static Column, &[Arc<R>]) -> Option<Vec<Heading>>;

impl<R> Clone for Cells<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Cells<R> {}

/// Nothing can be done with what is listed.
pub fn no_actions<R>(_: &Access, _: &ListQuery, _: &ListPage<R>) -> AnyView {
    ().into_any()
}

/// Every column is one heading.
pub fn as_it_is<R>(_: &'static Column, _: &[Arc<R>]) -> Option<Vec<Heading>> {
    None
}

impl<R> List<R>
where
    R: ListRow + Clone + PartialEq + Hash + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// The page.
    pub fn view(self) -> impl IntoView {
        let Self {
            kind,
            fetch,
            cells,
            switcher,
            actions,
            empty,
        } = self;
        let session = Session::from_context();
        let search = use_location().search;
        let query = Memo::new(move |_| ListQuery::parse(&search.get()));
        let resource = answer(
            kind,
            move || (query.get().to_query(), search.get()),
            move |(_, search)| fetch(search),
        );
        let lines = KeyedRows::new();
        let title = kind.title();
        let count = move || async move { resource.await.ok().map(|page| counted(page.matched, page.total)) };
        let content = move || {
            lines.track_more();
            async move {
                match (resource.await, session.you().await) {
                    (Err(error), _) | (_, Err(error)) => failed(&error),
                    (Ok(page), Ok(you)) => {
                        let query = query.get_untracked();
                        view! {
                            {actions(&you.access, &query, &page)}
                            <Problems freshness=page.freshness.clone()/>
                            {notes(&page.notes)}
                            {if page.rows.is_empty() {
                                nothing(kind, &query, &page, empty)
                            } else {
                                table::table(kind, &query, &page, cells, lines)
                            }}
                            {foot::foot(kind, &query, &page)}
                        }
                        .into_any()
                    }
                }
            }
        };
        view! {
            <Title text=title/>
            <div class="head">
                <h1>{title}</h1>
                <span class="muted num" role="status">{awaited(count)}</span>
                <div class="spacer"></div>
                {move || bar::columns::<R>(kind, &query.get())}
                <a class="btn" rel="external" href=move || routes::csv(kind, &query.get().with_page(1).to_query())>"Export CSV"</a>
                {bar::create(kind, query)}
            </div>
            {bar::switcher(kind, switcher, query)}
            {bar::filter_bar(kind, query, R::TOKENS)}
            {awaited_page(content)}
        }
    }
}

fn counted(matched: u32, total: u32) -> String {
    if matched == total {
        thousands(total)
    } else {
        format!("{} of {}", thousands(matched), thousands(total))
    }
}

fn notes(notes: &[String]) -> AnyView {
    if notes.is_empty() {
        return ().into_any();
    }
    let notes = notes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect_view();
    view! { <div class="notice" role="status">{notes}</div> }.into_any()
}

/// No rows: not read yet, none at all, or none that the filter finds.
fn nothing<R>(kind: Kind, query: &ListQuery, page: &ListPage<R>, empty: &'static str) -> AnyView {
    let title = kind.title().to_lowercase();
    if !query.filter.is_empty() && page.total > 0 {
        let all = query.with_filter("").to_query();
        return view! {
            <div class="empty">
                <h2>"Nothing found"</h2>
                <p>"None of the "{thousands(page.total)}" "{title}" is found by “"{query.filter.clone()}"”."</p>
                <p><a class="btn" href=format!("{}{all}", routes::list(kind))>"Clear the filter"</a></p>
            </div>
        }
        .into_any();
    }
    if !page.freshness.is_complete() {
        let regions = page.freshness.unread_regions();
        return view! {
            <div class="empty">
                <h2>"Not read yet"</h2>
                <p>"Frontdesk has not read all "{title}" from AWS yet: "{regions}" is missing. They appear here as they come in."</p>
            </div>
        }
        .into_any();
    }
    view! { <div class="empty"><h2>"No "{title}</h2><p>{empty}</p></div> }.into_any()
}
