//! What was changed about a thing, at the end of its page.

use super::{answer::answer, awaited::awaited_page, badge::Badge, detail::failed, keyed::KeyedRows, row::Card};
use crate::{
    api::audit::get_history,
    model::{
        change::{RecordQuery, RecordRow},
        changed::Topic,
        filter::with_token,
        freshness::Kind,
    },
    routes,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The latest changes of what the page's path names; also of what is gone. `params` are the path's parameters, the last of which
/// is the id.
#[component]
pub fn History(kind: Kind, params: &'static [&'static str]) -> impl IntoView {
    let map = use_params_map();
    let subject = Memo::new(move |_| {
        let map = map.read();
        let mut values = params.iter().map(|name| routes::text_of(&map, name));
        let id = values.next_back().unwrap_or_default();
        (values.next().unwrap_or_default(), id)
    });
    let rows = answer(
        Topic::Changes,
        move || subject.get(),
        move |(parent, id)| get_history(kind, parent, id),
    );
    let lines = KeyedRows::new();
    let content = move || async move {
        match rows.await {
            Ok(rows) => list(&rows, lines),
            Err(error) => view! { <div class="pad">{failed(&error)}</div> }.into_any(),
        }
    };
    let all = move || {
        let query = RecordQuery::with_filter(&filter(kind, &subject.read().1));
        view! { <a href=routes::audit(&query)>"All in the audit log"</a> }
    };
    view! {
        <Card title="History" aside=all>
            {awaited_page(content)}
        </Card>
    }
}

/// What finds all changes of a thing. A connection string has an id in each Region.
fn filter(kind: Kind, id: &str) -> String {
    let key = if kind == Kind::ConnectionAliases { "name" } else { "id" };
    let kind = format!("kind:{}", kind.as_str());
    with_token(&kind, key, Some(id))
}

fn list(rows: &[RecordRow], lines: KeyedRows<RecordRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="pad muted">"Nothing was changed through Frontdesk."</p> }.into_any();
    }
    let rows = rows.iter().map(|row| (row.id.clone(), row.clone()));
    view! { <ul class="hits">{lines.show(rows, line)}</ul> }.into_any()
}

fn line(row: &RecordRow) -> AnyView {
    let summary = (!row.summary.is_empty()).then(|| view! { <small>{row.summary.clone()}</small> });
    view! {
        <li>
            <a href=routes::record(&row.id)>{row.action.label()}</a>" "
            <Badge badge=row.outcome.badge()/>" "
            <span class="muted">{row.actor.clone()}", "<time datetime=row.at.iso()>{row.at.display()}</time></span>
            {summary}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_to_all_finds_the_thing_and_no_other() {
        assert_eq!(filter(Kind::Users, "a-1"), "id:a-1 kind:users");
        assert_eq!(
            filter(Kind::ConnectionAliases, "desk.example.com"),
            "name:desk.example.com kind:connection-aliases"
        );
    }
}
