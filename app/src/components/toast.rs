//! What came of a change, on the page that it leads to: `?changed=ID`. Drawn by the server, so that it needs no JavaScript.

use super::{
    answer::answer,
    badge::Badge,
    outcome::{retry, undo},
    session::Session,
};
use crate::components::awaited::awaited;
use crate::{
    api::audit::get_record,
    model::{access::Access, change::Record, changed::Topic, list::query::pairs},
    routes::{self, CHANGED},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The toast, where the URL asks for one.
#[component]
pub fn Toast() -> impl IntoView {
    let session = Session::from_context();
    let location = use_location();
    let changed = Memo::new(move |_| changed(&location.search.read()));
    let record = answer(
        Topic::Changes,
        move || changed.get(),
        |id| async move {
            match id {
                Some(id) => get_record(id).await,
                None => Ok(None),
            }
        },
    );
    let page = move || without_changed(&location.pathname.read(), &location.search.read());
    let content = move || {
        let (you, page) = (session.you(), page());
        async move {
            let record = record.await.ok().flatten()?;
            let access = you.await.ok()?.access;
            Some(toast(&record, access, page))
        }
    };
    view! { <div role="status">{awaited(content)}</div> }
}

fn toast(record: &Record, access: Access, page: String) -> AnyView {
    let names: Vec<_> = record.fields.iter().map(|field| field.name.as_str()).collect();
    let fields = (!names.is_empty()).then(|| view! { <span class="muted">{names.join(", ")}</span> });
    view! {
        <div class="toast">
            <p><b>{format!("{}: {}.", record.title, record.outcome.label().to_lowercase())}</b></p>
            <Badge badge=record.outcome.badge()/>
            {fields}
            <div class="spacer"></div>
            <a class="btn" href=routes::record(&record.id)>"Details"</a>
            {undo(record, access.clone())}
            {retry(record, access)}
            <a class="btn" href=page>"Dismiss"</a>
        </div>
    }
    .into_any()
}

/// The change that a URL's query names.
fn changed(query: &str) -> Option<String> {
    let value = pairs(query).find(|(name, _)| name == CHANGED)?.1;
    (!value.is_empty()).then_some(value)
}

/// The same page without it.
fn without_changed(path: &str, query: &str) -> String {
    let is_other = |pair: &&str| !pair.is_empty() && pair.split('=').next() != Some(CHANGED);
    let others: Vec<_> = query.trim_start_matches('?').split('&').filter(is_other).collect();
    let sign = if others.is_empty() { "" } else { "?" };
    format!("{path}{sign}{}", others.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stays_when_the_toast_goes() {
        assert_eq!(changed("?q=zoe&changed=a-1").as_deref(), Some("a-1"));
        assert_eq!((changed(""), changed("?changed=")), (None, None));
        assert_eq!(
            without_changed("/users", "q=a%20b&changed=a-1&page=2"),
            "/users?q=a%20b&page=2"
        );
        assert_eq!(without_changed("/users/i/u", "?changed=a-1"), "/users/i/u");
    }
}
