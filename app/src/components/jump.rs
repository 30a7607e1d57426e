//! Search from anywhere: what is typed finds at once, arrows and Enter go there. Without JavaScript, and where nothing is picked,
//! Enter leads to the page of the search.

use super::{session::Session, thousands};
use crate::{
    api::search::search_everything,
    error::AppError,
    model::{
        filter,
        search::{Group, SearchAnswer},
    },
    routes,
};
use leptos::{
    ev::{FocusEvent, KeyboardEvent, SubmitEvent},
    html::{Form, Input},
    prelude::*,
};
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// As many are shown of each kind.
const SHOWN: usize = 5;

/// The ids of the list and, with a number after them, of what is in it.
const LIST: &str = "found";

/// Something to go to.
#[derive(Clone)]
struct Entry {
    title: String,
    context: String,
    path: String,
}

/// What is open under the field.
#[derive(Clone)]
struct Found {
    /// What can be picked, under titles.
    sections: Vec<(&'static str, Vec<Entry>)>,
    notes: Vec<String>,
}

impl Found {
    fn new(filter: &str, answer: Result<SearchAnswer, AppError>) -> Self {
        match answer {
            Ok(answer) => Self::of(filter, answer),
            Err(error) => Self {
                sections: Vec::new(),
                notes: vec![error.to_string()],
            },
        }
    }

    fn of(filter: &str, answer: SearchAnswer) -> Self {
        let entry = |hit: crate::model::search::Hit| Entry {
            title: hit.title,
            context: hit.context,
            path: hit.path,
        };
        let of_kind = |group: Group| {
            let title = group.kind.title();
            let all = Entry {
                title: format!("Show all {} in {title}", thousands(group.matched)),
                context: String::new(),
                path: routes::filtered(group.kind, filter),
            };
            let hits = group.hits.into_iter().take(SHOWN).map(entry);
            (title, hits.chain((group.matched > 1).then_some(all)).collect())
        };
        let places: Vec<_> = answer.places.into_iter().take(SHOWN).map(entry).collect();
        let places = (!places.is_empty()).then_some(("Go to", places));
        let mut notes = answer.notes;
        if answer.groups.is_empty() && places.is_none() && notes.is_empty() {
            notes.push(format!("Nothing that is known so far contains “{filter}”."));
        }
        Self {
            sections: places
                .into_iter()
                .chain(answer.groups.into_iter().map(of_kind))
                .collect(),
            notes,
        }
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.sections.iter().flat_map(|(_, entries)| entries)
    }
}

/// The field at the top.
#[component]
pub fn Jump() -> impl IntoView {
    let session = Session::from_context();
    let (form, input) = (NodeRef::<Form>::new(), NodeRef::<Input>::new());
    let found = RwSignal::new(None::<Found>);
    let picked = RwSignal::new(None::<usize>);
    let asked = StoredValue::new(0_u32);
    let close = move || {
        // What is on its way comes too late.
        asked.update_value(|asked| *asked += 1);
        found.set(None);
        picked.set(None);
    };
    let find = move |filter: String| {
        if filter.trim().is_empty() {
            return close();
        }
        asked.update_value(|asked| *asked += 1);
        let this = asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = search_everything(filter.clone()).await;
            if let Err(error) = &answer {
                session.notice(error);
            }
            if asked.try_get_value() == Some(this) {
                picked.set(None);
                found.set(Some(Found::new(filter.trim(), answer)));
            }
        });
    };
    let navigate = use_navigate();
    let go = StoredValue::new(move |path: &str| {
        navigate(path, leptos_router::NavigateOptions::default());
    });
    let go = move |path: &str| {
        close();
        go.with_value(|go| go(path));
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = picked.get_untracked();
        let path = found.with_untracked(|found| Some(found.as_ref()?.entries().nth(chosen?)?.path.clone()));
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        go(&path.unwrap_or_else(|| routes::search(typed.trim())));
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(|found| found.as_ref().map_or(0, |found| found.entries().count()));
        match event.key().as_str() {
            "Escape" => close(),
            "ArrowDown" | "ArrowUp" if count > 0 => {
                event.prevent_default();
                picked.update(|picked| *picked = Some(step(*picked, count, event.key() == "ArrowDown")));
                show(picked.get_untracked());
            }
            _ => {}
        }
    };
    let on_focus_out = move |event: FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if !form.get_untracked().is_some_and(|form| form.contains(to.as_ref())) {
            close();
        }
    };
    let is_open = move || found.with(|found| found.as_ref().is_some_and(|found| found.entries().next().is_some()));
    view! {
        <form class="jump" method="get" action=routes::SEARCH role="search" aria-label="Everything" node_ref=form
            on:submit=on_submit on:focusout=on_focus_out>
            <input id="search" type="text" enterkeyhint="search" name="q" autocomplete="off" spellcheck="false" maxlength=filter::LONGEST aria-label="Search everything"
                placeholder="Search everything…" node_ref=input role="combobox" aria-autocomplete="list"
                aria-expanded=move || if is_open() { "true" } else { "false" }
                aria-controls=move || is_open().then_some(LIST)
                aria-activedescendant=move || picked.get().map(id)
                on:input=move |event| find(event_target_value(&event)) on:keydown=on_key/>
            <kbd aria-hidden="true">"Ctrl K"</kbd>
            {move || found.get().map(|found| list(found, picked, close))}
        </form>
    }
}

/// What was found, under the field. Links, so that they can be opened elsewhere too.
fn list(found: Found, picked: RwSignal<Option<usize>>, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let mut at = 0;
    let mut option = |entry: Entry| {
        let here = at;
        at += 1;
        let is_picked = move || if picked.get() == Some(here) { "true" } else { "false" };
        view! {
            <a role="option" id=id(here) tabindex="-1" href=entry.path aria-selected=is_picked on:click=move |_| close()>
                <span class="name">{entry.title}</span>" "<span class="muted">{entry.context}</span>
            </a>
        }
    };
    let sections: Vec<_> = found
        .sections
        .into_iter()
        .map(|(title, entries)| {
            let entries = entries.into_iter().map(&mut option).collect_view();
            view! { <div role="group" aria-label=title><small aria-hidden="true">{title}</small>{entries}</div> }
        })
        .collect();
    let list =
        (!sections.is_empty()).then(|| view! { <div role="listbox" id=LIST aria-label="Found">{sections}</div> });
    let notes = found
        .notes
        .into_iter()
        .map(|note| view! { <p>{note}</p> })
        .collect_view();
    view! { <div class="found"><div role="status">{notes}</div>{list}</div> }.into_any()
}

fn id(at: usize) -> String {
    format!("{LIST}-{at}")
}

/// The next one or the one before, around the ends.
fn step(picked: Option<usize>, count: usize, down: bool) -> usize {
    match (picked, down) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    }
}

/// Scrolls the list to what is picked, and the page not at all.
fn show(picked: Option<usize>) {
    let Some(option) = picked.and_then(|at| document().get_element_by_id(&id(at))) else {
        return;
    };
    let (Ok(option), Ok(Some(list))) = (option.clone().dyn_into::<HtmlElement>(), option.closest(".found")) else {
        return;
    };
    let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{freshness::Kind, search::Hit};

    fn hit(title: &str) -> Hit {
        Hit {
            title: title.to_owned(),
            context: String::new(),
            path: format!("/{title}"),
        }
    }

    #[test]
    fn all_of_a_kind_are_shown_in_its_list_with_the_same_filter() {
        let answer = SearchAnswer {
            places: vec![hit("users")],
            groups: vec![
                Group {
                    kind: Kind::Users,
                    matched: 1_200,
                    hits: (0..8).map(|at| hit(&at.to_string())).collect(),
                },
                Group {
                    kind: Kind::Identities,
                    matched: 1,
                    hits: vec![hit("example.com")],
                },
            ],
            notes: Vec::new(),
        };
        let found = Found::of("tag:team=billing", answer);
        let entries: Vec<_> = found
            .entries()
            .map(|entry| (entry.title.as_str(), entry.path.as_str()))
            .collect();
        assert_eq!(entries.len(), 1 + SHOWN + 1 + 1);
        assert_eq!(
            entries[1 + SHOWN],
            ("Show all 1,200 in Users", "/users?q=tag:team%3Dbilling")
        );
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        let found = Found::of("nobody", SearchAnswer::default());
        assert_eq!(found.notes, ["Nothing that is known so far contains “nobody”."]);
    }

    #[test]
    fn arrows_go_around() {
        assert_eq!((step(None, 3, true), step(None, 3, false)), (0, 2));
        assert_eq!((step(Some(2), 3, true), step(Some(0), 3, false)), (0, 2));
    }
}
