//! What is asked of a list: what the URL says, and what is typed into the filter meanwhile.
//!
//! The URL says so too once the typing pauses. At each letter, saying it would take the browser longer than finding the rows.

use crate::{
    model::{freshness::Kind, list::ListQuery},
    routes,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// What is asked of a list, for as long as its page stands.
#[derive(Clone, Copy)]
pub struct Asked {
    kind: Kind,
    path: Memo<String>,
    said: Memo<Said>,
    typed: RwSignal<Option<Typed>>,
    /// What is asked, as a URL's query would be.
    pub text: Memo<String>,
    /// What is asked, as it is understood.
    pub query: Memo<ListQuery>,
}

/// What the list's URL says.
#[derive(Clone, Default, PartialEq)]
struct Said {
    /// The URL's query, without its question mark.
    query: String,
    /// Which of those that it said this is.
    number: u32,
}

/// A filter that the URL does not say yet.
#[derive(Clone)]
struct Typed {
    filter: String,
    /// What the URL said when this was typed; what it says next counts in its place.
    number: u32,
}

impl Asked {
    /// What the URL says; for a page's component.
    pub fn new(kind: Kind) -> Self {
        let url = use_location();
        let said = Memo::new(move |before: Option<&Said>| {
            let query = url.search.read().trim_start_matches('?').to_owned();
            match before {
                // While a part of the wasm is fetched for another page, this one still stands.
                Some(before) if before.query == query || !is_of(&url.pathname.read(), kind) => before.clone(),
                before => Said {
                    query,
                    number: before.map_or(0, |before| before.number + 1),
                },
            }
        });
        let typed = RwSignal::new(None::<Typed>);
        let text = Memo::new(move |_| {
            let Said { query, number } = said.get();
            let Some(typed) = typed.get().filter(|typed| typed.number == number) else {
                return query;
            };
            let asked = ListQuery::parse(&query).with_filter(typed.filter).to_query();
            asked.trim_start_matches('?').to_owned()
        });
        Self {
            kind,
            path: url.pathname,
            said,
            typed,
            text,
            query: Memo::new(move |_| ListQuery::parse(&text.read())),
        }
    }

    /// Asks with this filter, before the URL does.
    pub fn find(self, filter: &str) {
        self.typed.set(Some(Typed {
            filter: filter.trim().to_owned(),
            number: self.said.read_untracked().number,
        }));
    }

    /// Has the URL say what is asked; it stays the same page for Back.
    pub fn say(self) -> impl Fn() + Send + Sync {
        let navigate = use_navigate();
        move || {
            let is_said = *self.text.read_untracked() == self.said.read_untracked().query;
            // Whoever has gone on is not brought back.
            if is_said || !is_of(&self.path.read_untracked(), self.kind) {
                return;
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            let query = self.query.read_untracked().to_query();
            navigate(&format!("{}{query}", routes::list(self.kind)), options);
        }
    }
}

fn is_of(path: &str, kind: Kind) -> bool {
    path.trim_end_matches('/') == routes::list(kind)
}
