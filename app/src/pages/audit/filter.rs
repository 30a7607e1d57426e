//! The audit log's filter.

use crate::{
    model::{
        change::{RecordQuery, record_query::TOKENS},
        filter::{self, Token, with_token},
    },
    routes,
};
use leptos::{html::Input, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

const LABEL: &str = "Filter the audit log";

/// Finds as you type; without JavaScript, on Enter.
pub fn filter_bar(query: Memo<RecordQuery>) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let find = StoredValue::new(move |filter: &str| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&routes::audit(&RecordQuery::with_filter(filter.trim())), options);
    });
    let find = move |filter: &str| find.with_value(|find| find(filter));
    // As on the other lists: the URL can change under the input, and what was typed before the page could react is found now.
    Effect::new(move |before: Option<()>| {
        let filter = query.read().filter.clone();
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
        <form class="bar" method="get" action=routes::AUDIT role="search" aria-label=LABEL on:submit=on_submit>
            <input node_ref=input type="search" name="q" id="filter" autocomplete="off" spellcheck="false" maxlength=filter::LONGEST
                aria-label=LABEL placeholder=format!("{LABEL}…") value=query.get_untracked().filter
                on:input=move |event| find(&event_target_value(&event))/>
            <kbd aria-hidden="true">"Ctrl /"</kbd>
            <button class="btn no-js">"Filter"</button>
            <details class="menu">
                <summary class="btn">"Filters"</summary>
                <div class="sheet-menu">
                    <p>
                        "Words find text in what was changed, by whom, from what and to what. Tokens find by what they name; a minus before \
                         either turns it around. What stands in quotation marks is one text, whatever it looks like."
                    </p>
                    <dl>{TOKENS.iter().map(|token| help(query, token)).collect_view()}</dl>
                </div>
            </details>
        </form>
    }
}

fn help(query: Memo<RecordQuery>, token: &'static Token) -> impl IntoView {
    let link = move |value: &'static str| {
        let href = move || {
            let filter = with_token(&query.read().filter, token.key, Some(value));
            routes::audit(&RecordQuery::with_filter(&filter))
        };
        view! { <a class="token" href=href>{token.key}":"{value}</a>" " }
    };
    let values = if token.values.is_empty() {
        view! { <code class="token">{token.key}":…"</code> }.into_any()
    } else {
        token.values.iter().map(|value| link(value)).collect_view().into_any()
    };
    view! { <div class="row"><dt>{token.help}</dt><dd>{values}</dd></div> }
}
