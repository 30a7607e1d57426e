//! The list: one for all four kinds.

mod asked;
mod bar;
mod bulk;
#[cfg(feature = "ssr")]
mod drawn;
mod foot;
mod rows;
mod table;

pub use bar::Switcher;
#[cfg(feature = "ssr")]
pub use bulk::RowBox;
pub use bulk::{BulkBar, Selection};
#[cfg(feature = "ssr")]
pub use drawn::{ShownRow, draw};

use self::{asked::Asked, rows::Rows};
use super::{
    answer::answer,
    awaited::{awaited, awaited_page},
    detail::{Fetch, failed},
    freshness::Problems,
    session::Session,
    thousands,
};
use crate::{
    model::{
        access::Access,
        filter::Token,
        freshness::Kind,
        list::{Column, DrawnTable, ListPage, ListQuery},
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// What a list of one kind adds to what all lists do.
pub struct List {
    /// What is listed.
    pub kind: Kind,
    /// Its columns.
    pub columns: &'static [Column],
    /// What its filter understands.
    pub tokens: &'static [Token],
    /// Asks the server for a page; the text is the URL's query.
    pub fetch: fn(String) -> Fetch<ListPage<DrawnTable>>,
    /// What is chosen above the list.
    pub switcher: Switcher,
    /// What can be done with what is listed.
    pub actions: fn(&Access, &ListQuery, &ListPage<DrawnTable>) -> AnyView,
    /// What to do when there is nothing at all.
    pub empty: &'static str,
}

/// Nothing can be done with what is listed.
pub fn no_actions(_: &Access, _: &ListQuery, _: &ListPage<DrawnTable>) -> AnyView {
    ().into_any()
}

impl List {
    /// The page.
    pub fn view(self) -> impl IntoView {
        let Self {
            kind,
            columns,
            tokens,
            fetch,
            switcher,
            actions,
            empty,
        } = self;
        let session = Session::from_context();
        let asked = Asked::new(kind);
        let query = asked.query;
        let fetch = move |asked: String| async move {
            let page = fetch(asked.clone()).await?;
            // A page that is drawn with its rows need not say them once more.
            let page = if cfg!(feature = "ssr") {
                page.map(DrawnTable::in_its_page)
            } else {
                page
            };
            Ok((asked, page))
        };
        let resource = answer(kind, move || asked.text.get(), fetch);
        let rows = Rows::new();
        let title = kind.title();
        let count = move || async move { resource.await.ok().map(|(_, page)| counted(page.matched, page.total)) };
        let content = move || async move {
            match (resource.await, session.you().await) {
                (Err(error), _) | (_, Err(error)) => {
                    let nothing = || ().into_any();
                    view! { {failed(&error)}{table::table(kind, rows, nothing(), None)}{nothing()} }
                }
                (Ok((asked, page)), Ok(you)) => {
                    let query = ListQuery::parse(&asked);
                    rows.show(asked, page.rows.rows.clone());
                    let above = view! {
                        {actions(&you.access, &query, &page)}
                        <Problems freshness=page.freshness.clone()/>
                        {notes(&page.notes)}
                        {(page.rows.count == 0).then(|| nothing(kind, &query, &page, empty))}
                    };
                    let head = table::head(kind, columns, &query, &page.rows.headings);
                    view! {
                        {above.into_any()}
                        {table::table(kind, rows, head, Some(&page.rows))}
                        {foot::foot(kind, &query, &page)}
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
                {move || bar::columns(kind, columns, &query.get())}
                <a class="btn" rel="external" href=move || routes::csv(kind, &query.get().with_page(1).to_query())>"Export CSV"</a>
                {bar::create(kind, query)}
            </div>
            {bar::switcher(kind, switcher, query)}
            {bar::filter_bar(kind, asked, tokens)}
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
fn nothing(kind: Kind, query: &ListQuery, page: &ListPage<DrawnTable>, empty: &'static str) -> AnyView {
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
