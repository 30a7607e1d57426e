//! Search over everything.

use crate::{
    api,
    components::{answer::answer, detail::failed, thousands},
    model::{
        list::ListQuery,
        search::{Group, SearchAnswer},
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// What the words in the URL find, by kind.
#[component]
pub fn Search() -> impl IntoView {
    let search = use_location().search;
    let words = Memo::new(move |_| ListQuery::parse(&search.get()).filter);
    let resource = answer(move || words.get(), api::search::search_everything);
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(answer) => found(&words.get_untracked(), answer),
                Err(error) => failed(&error),
            }
        })
    };
    view! {
        <Title text="Search"/>
        <div class="head"><h1>"Search"</h1></div>
        <form class="bar" method="get" action=routes::SEARCH>
            <input type="search" name="q" aria-label="Search for" value=words.get_untracked() autocomplete="off"
                placeholder="A name, an address, a domain, a token, an id, an ARN…"/>
            <button class="btn main">"Search"</button>
        </form>
        <Transition>{content}</Transition>
    }
}

fn found(words: &str, answer: SearchAnswer) -> AnyView {
    if words.is_empty() {
        return view! { <p class="muted">"Everything Frontdesk knows about users, addresses, identities and aliases is searched."</p> }.into_any();
    }
    if answer.groups.is_empty() {
        return view! {
            <div class="empty"><h2>"Nothing found"</h2><p>"Nothing that is known so far contains “"{words.to_owned()}"”."</p></div>
        }
        .into_any();
    }
    answer
        .groups
        .into_iter()
        .map(|group| group_view(words, group))
        .collect_view()
        .into_any()
}

fn group_view(words: &str, group: Group) -> impl IntoView + use<> {
    let more = (group.matched as usize > group.hits.len()).then(|| {
        view! { <a href=routes::filtered(group.kind, words)>"All "{thousands(group.matched)}</a> }
    });
    let hits = group.hits.into_iter().map(|hit| {
        view! { <li><a class="name" href=hit.path>{hit.title}</a>" "<span class="muted">{hit.context}</span></li> }
    });
    view! {
        <section class="card">
            <header><h2>{group.kind.title()}</h2><div class="spacer"></div>{more}</header>
            <ul class="hits">{hits.collect_view()}</ul>
        </section>
    }
}
