//! Everyone's sessions, for those who may end them.

use super::account::outcome;
use crate::{
    api::sessions::{EndAllSessionsOf, EndAnyonesSession, list_everyones_sessions},
    components::{
        answer::answer_again,
        awaited::awaited_page,
        detail::failed,
        session::Session,
        session_list::{ended_by_it, everyones_sessions},
        thousands,
    },
    error::AppError,
    model::{
        filter::{self, fold},
        list::ListQuery,
        session::SessionRow,
    },
    routes,
};
use leptos::{form::ActionForm, html::Input, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// As many are shown at once; the filter finds the others.
const SHOWN: usize = 200;

/// Everyone's sessions.
#[component]
pub fn Sessions() -> impl IntoView {
    let session = Session::from_context();
    let search = use_location().search;
    let filter = Memo::new(move |_| ListQuery::parse(&search.get()).filter);
    let end = ServerAction::<EndAnyonesSession>::new();
    let end_all = ServerAction::<EndAllSessionsOf>::new();
    let rows = answer_again(
        move || (end.version().get(), end_all.version().get()),
        move || session.returns(),
        |_| list_everyones_sessions(),
    );
    let content = move || {
        let filter = filter.get();
        async move {
            match rows.await {
                Ok(rows) => found(&rows, &filter, |row, has_more| actions(end, end_all, row, has_more)),
                Err(error @ AppError::Forbidden(_)) => not_yours(&error),
                Err(error) => failed(&error),
            }
        }
    };
    view! {
        <Title text="Everyone’s sessions"/>
        <div class="head"><h1>"Everyone’s sessions"</h1></div>
        {filter_bar(filter)}
        <div role="status">{move || outcome(end.value().get(), "The session is over.")}</div>
        <div role="status">{move || outcome(end_all.value().get(), "All sessions of that person are over.")}</div>
        {awaited_page(content)}
    }
}

fn not_yours(error: &AppError) -> AnyView {
    view! {
        {failed(error)}
        <p class="muted">"Here admins see who is signed in, from where and since when, and end sessions. Your own are on your account’s page."</p>
    }
    .into_any()
}

fn found(rows: &[SessionRow], filter: &str, actions: impl Fn(&SessionRow, bool) -> AnyView) -> AnyView {
    let words = fold(filter);
    let matched: Vec<_> = rows.iter().filter(|row| is_found(row, &words)).cloned().collect();
    if matched.is_empty() {
        let all =
            (!words.is_empty()).then(|| view! { <p><a class="btn" href=routes::SESSIONS>"Clear the filter"</a></p> });
        let title = if words.is_empty() {
            "No sessions"
        } else {
            "Nothing found"
        };
        return view! { <div class="empty"><h2>{title}</h2><p>"No session is found by “"{filter.to_owned()}"”."</p>{all}</div> }.into_any();
    }
    let shown = &matched[..matched.len().min(SHOWN)];
    let has_more = |row: &SessionRow| {
        rows.iter()
            .filter(|other| other.subject == row.subject)
            .nth(1)
            .is_some()
    };
    view! {
        {everyones_sessions(shown, |row| actions(row, has_more(row)))}
        <footer class="foot"><span class="num">{counted(shown.len(), matched.len())}</span></footer>
    }
    .into_any()
}

/// Each word of the filter in the name, the e-mail address, the role or the address.
fn is_found(row: &SessionRow, words: &str) -> bool {
    let text = fold(&format!(
        "{} {} {} {}",
        row.name,
        row.email.as_deref().unwrap_or_default(),
        row.role,
        row.address
    ));
    words.split_whitespace().all(|word| text.contains(word))
}

fn counted(shown: usize, matched: usize) -> String {
    let number = |count| thousands(u32::try_from(count).unwrap_or(u32::MAX));
    if shown == matched {
        format!("{} of {}", number(shown), number(matched))
    } else {
        format!(
            "The latest {} of {}: the filter finds the others",
            number(shown),
            number(matched)
        )
    }
}

fn actions(
    end: ServerAction<EndAnyonesSession>,
    end_all: ServerAction<EndAllSessionsOf>,
    row: &SessionRow,
    has_more: bool,
) -> AnyView {
    let (id, which) = (row.id.clone(), ended_by_it(row));
    let (subject, name) = (row.subject.clone(), row.name.clone());
    let all = has_more.then(move || {
        view! {
            <ActionForm action=end_all>
                <input type="hidden" name="subject" value=subject/>
                <button class="btn">"End all of "{name}</button>
            </ActionForm>
        }
    });
    view! {
        <ActionForm action=end>
            <input type="hidden" name="id" value=id/>
            <button class="btn">"End"<span class="hidden">" the session: "{which}</span></button>
        </ActionForm>
        {all}
    }
    .into_any()
}

/// Finds as you type; without JavaScript, on Enter.
fn filter_bar(filter: Memo<String>) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let find = StoredValue::new(move |filter: &str| {
        let query = ListQuery::default().with_filter(filter.trim()).to_query();
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("{}{query}", routes::SESSIONS), options);
    });
    let find = move |filter: &str| find.with_value(|find| find(filter));
    // As in the lists: what was typed before the page could react is found now, and a link or Back changes the input.
    Effect::new(move |before: Option<()>| {
        let filter = filter.get();
        let Some(input) = input.get() else { return };
        if before.is_none() && input.value().trim() != filter {
            find(&input.value());
        } else if document().active_element().as_ref() != Some(input.as_ref()) {
            input.set_value(&filter);
        }
    });
    let on_submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            find(&input.value());
        }
    };
    view! {
        <form class="bar" method="get" action=routes::SESSIONS role="search" aria-label="Filter sessions" on:submit=on_submit>
            <input node_ref=input type="search" name="q" id="filter" autocomplete="off" spellcheck="false" maxlength=filter::LONGEST
                aria-label="Filter sessions" placeholder="A name, an email, a role, an address…" value=filter.get_untracked()
                on:input=move |event| find(&event_target_value(&event))/>
            <kbd aria-hidden="true">"Ctrl /"</kbd>
            <button class="btn no-js">"Filter"</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{access::Role, session::SessionEnd, time::Timestamp};

    fn row() -> SessionRow {
        let at = Timestamp::from_millis(0);
        SessionRow {
            id: "1".to_owned(),
            subject: "s-1".to_owned(),
            name: "Zoë Åkerström".to_owned(),
            email: Some("zoe@example.com".to_owned()),
            role: Role::Operator,
            signed_in_at: at,
            seen_at: at,
            ends: SessionEnd {
                idle: at,
                absolute: at,
                now: at,
            },
            address: "192.0.2.7".to_owned(),
            agent: String::new(),
            is_this: false,
        }
    }

    #[test]
    fn a_session_is_found_by_who_and_from_where() {
        let found = |words: &str| is_found(&row(), &fold(words));
        for words in ["", "akerstrom", "ZOE@", "operator", "192.0.2", "zoe 192"] {
            assert!(found(words), "{words}");
        }
        for words in ["admin", "zoe 198", "s-1"] {
            assert!(!found(words), "{words}");
        }
    }

    #[test]
    fn says_what_is_not_shown() {
        assert_eq!(counted(3, 3), "3 of 3");
        assert_eq!(
            counted(200, 1204),
            "The latest 200 of 1,204: the filter finds the others"
        );
    }
}
