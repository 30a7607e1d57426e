//! Search over everything.

use crate::{
    api,
    components::{answer::answer, awaited::awaited, detail::failed, thousands},
    model::{
        changed::Topics,
        filter,
        list::ListQuery,
        search::{Group, Hit, SearchAnswer},
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
    let resource = answer(Topics::LISTS, move || words.get(), api::search::search_everything);
    let content = move || async move {
        match resource.await {
            Ok(answer) => found(&words.get_untracked(), answer),
            Err(error) => failed(&error),
        }
    };
    view! {
        <Title text="Search"/>
        <div class="head"><h1>"Search"</h1></div>
        <form class="bar" method="get" action=routes::SEARCH>
            <input type="search" name="q" maxlength=filter::LONGEST aria-label="Search for" value=words.get_untracked() prop:value=move || words.get() autocomplete="off"
                placeholder="A name, an address, a domain, a token, an id, an ARN, status:failed…"/>
            <button class="btn main">"Search"</button>
        </form>
        {awaited(content)}
    }
}

fn found(words: &str, answer: SearchAnswer) -> AnyView {
    if words.is_empty() {
        return view! {
            <p class="muted">
                "Everything Frontdesk knows about users, addresses, identities and aliases is searched. The tokens of the lists’ filters find \
                in those lists that have them: tag:team=billing, -has:mobile."
            </p>
        }
        .into_any();
    }
    let notes = (!answer.notes.is_empty()).then(|| {
        let notes = answer
            .notes
            .iter()
            .map(|note| view! { <p>{note.clone()}</p> })
            .collect_view();
        view! { <div class="notice" role="status">{notes}</div> }
    });
    let places = (!answer.places.is_empty()).then(|| {
        view! { <section class="card"><header><h2>"Go to"</h2></header>{hits(answer.places)}</section> }
    });
    let nothing = (answer.groups.is_empty() && places.is_none()).then(|| {
        view! {
            <div class="empty"><h2>"Nothing found"</h2><p>"Nothing that is known so far is found by “"{words.to_owned()}"”."</p></div>
        }
    });
    let groups = answer
        .groups
        .into_iter()
        .map(|group| group_view(words, group))
        .collect_view();
    view! { {notes}{places}{groups}{nothing} }.into_any()
}

fn group_view(words: &str, group: Group) -> impl IntoView + use<> {
    let title = group.kind.title();
    let all = (group.matched > 1).then(|| {
        view! { <a href=routes::filtered(group.kind, words)>"Show all "{thousands(group.matched)}" in "{title}</a> }
    });
    view! {
        <section class="card">
            <header><h2>{title}</h2><div class="spacer"></div>{all}</header>
            {hits(group.hits)}
        </section>
    }
}

fn hits(hits: Vec<Hit>) -> AnyView {
    let hits = hits.into_iter().map(|hit| {
        view! { <li><a class="name" href=hit.path>{hit.title}</a>" "<span class="muted">{hit.context}</span></li> }
    });
    view! { <ul class="hits">{hits.collect_view()}</ul> }.into_any()
}
