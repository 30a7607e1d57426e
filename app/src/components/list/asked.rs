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
    /// The URL's query, without its question mark.
    search: Memo<String>,
    typed: RwSignal<Option<Typed>>,
    /// What is asked, as a URL's query would be.
    pub text: Memo<String>,
    /// What is asked, as it is understood.
    pub query: Memo<ListQuery>,
}

/// A filter that the URL does not say yet.
#[derive(Clone)]
struct Typed {
    filter: String,
    /// What the URL said when it was typed: once it says something else, that counts.
    search: String,
}

impl Asked {
    /// What the URL says; for a page's component.
    pub fn new(kind: Kind) -> Self {
        let url = use_location().search;
        let search = Memo::new(move |_| url.read().trim_start_matches('?').to_owned());
        let typed = RwSignal::new(None::<Typed>);
        let text = Memo::new(move |_| {
            let search = search.get();
            let Some(typed) = typed.get().filter(|typed| typed.search == search) else {
                return search;
            };
            let asked = ListQuery::parse(&search).with_filter(typed.filter).to_query();
            asked.trim_start_matches('?').to_owned()
        });
        Self {
            kind,
            search,
            typed,
            text,
            query: Memo::new(move |_| ListQuery::parse(&text.read())),
        }
    }

    /// Asks with this filter, before the URL does.
    pub fn find(self, filter: &str) {
        self.typed.set(Some(Typed {
            filter: filter.trim().to_owned(),
            search: self.search.get_untracked(),
        }));
    }

    /// Has the URL say what is asked; it stays the same page for Back.
    pub fn say(self) -> impl Fn() + Send + Sync {
        let navigate = use_navigate();
        move || {
            if *self.text.read_untracked() == *self.search.read_untracked() {
                return;
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(
                &format!("{}{}", routes::list(self.kind), self.query.read_untracked().to_query()),
                options,
            );
        }
    }
}
