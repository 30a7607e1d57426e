//! Above a list: what to look at, the filter, the columns.

use super::asked::Asked;
use crate::components::awaited::awaited;
use crate::{
    components::{
        action::ActionLink,
        capability::{Capability, disabled},
        detail::failed,
        session::Session,
    },
    frame::FrameAnswer,
    model::{
        access::Access,
        answer::{Frame, InstanceRef},
        change::{Action, Subject},
        filter::{self, Token, token_value, with_token},
        freshness::Kind,
        list::{Column, ListQuery, Sort},
    },
    routes,
};
use leptos::{html::Input, prelude::*};
use std::time::Duration;

/// What is chosen above a list; it stands in the filter as a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Switcher {
    /// The Amazon Connect instance.
    Instances,
    /// The Region.
    Regions,
}

impl Switcher {
    const fn token(self) -> &'static str {
        match self {
            Self::Instances => "instance",
            Self::Regions => "region",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Instances => "Instance",
            Self::Regions => "Region",
        }
    }

    /// The values, each with what it is called.
    fn choices(self, frame: &Frame) -> Vec<(String, String)> {
        match self {
            Self::Instances => frame
                .instances
                .iter()
                .map(|i| (i.alias.clone(), format!("{} · {}", i.alias, i.region)))
                .collect(),
            Self::Regions => frame
                .regions
                .iter()
                .map(|region| (region.to_string(), region.to_string()))
                .collect(),
        }
    }
}

/// One link a choice; a link shows a colleague the same.
pub fn switcher(kind: Kind, switcher: Switcher, query: Memo<ListQuery>) -> impl IntoView {
    let frame = FrameAnswer::from_context();
    let link = move |value: Option<String>, label: String| {
        let chosen = value.clone();
        let current = move || (token_value(&query.read().filter, switcher.token()) == chosen).then_some("true");
        let href = move || {
            let query = query.get();
            let filter = with_token(&query.filter, switcher.token(), value.as_deref());
            format!("{}{}", routes::list(kind), query.with_filter(filter).to_query())
        };
        view! { <a href=href aria-current=current>{label}</a> }
    };
    let links = move || async move {
        match frame.answer().await {
            Ok(frame) => {
                let choices = switcher
                    .choices(&frame)
                    .into_iter()
                    .map(|(value, label)| link(Some(value), label));
                view! { {link(None, "All".to_owned())}{choices.collect_view()} }.into_any()
            }
            Err(error) => failed(&error),
        }
    };
    view! { <nav class="switch" aria-label=switcher.label()>{awaited(links)}</nav> }
}

/// For how long the typing pauses before the URL says what was typed.
const PAUSE: Duration = Duration::from_millis(300);

/// The filter: finds as you type; without JavaScript, on Enter.
pub fn filter_bar(kind: Kind, asked: Asked, tokens: &'static [Token]) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let query = asked.query;
    let say = StoredValue::new(asked.say());
    let say_soon = StoredValue::new(debounce(PAUSE, move |()| say_now(say)));
    let find = move |filter: &str| {
        asked.find(filter);
        say_soon.update_value(|say_soon| say_soon(()));
    };
    // The URL can change under the input (a link, Back). While somebody types, what they typed stands; and what they typed
    // before the page could react is found now.
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
            asked.find(&input.value());
            say_now(say);
        }
    };
    let label = format!("Filter {}", kind.title().to_lowercase());
    view! {
        <form class="bar" method="get" action=routes::list(kind) role="search" aria-label=label.clone() on:submit=on_submit>
            <input node_ref=input type="search" name="q" id="filter" autocomplete="off" spellcheck="false" maxlength=filter::LONGEST
                aria-label=label.clone() placeholder=format!("{label}…") value=query.get_untracked().filter
                on:input=move |event| find(&event_target_value(&event)) on:change=move |_| say_now(say)/>
            {move || hidden_fields(&query.get(), true)}
            <kbd aria-hidden="true">"Ctrl /"</kbd>
            <button class="btn no-js">"Filter"</button>
            {token_help(kind, query, tokens)}
        </form>
    }
}

/// A browser may tell of a last change while the page is taken away.
fn say_now(say: StoredValue<impl Fn() + Send + Sync + 'static>) {
    let _ = say.try_with_value(|say| say());
}

/// The tokens that the list understands, as links where they have fixed values.
fn token_help(kind: Kind, query: Memo<ListQuery>, tokens: &'static [Token]) -> impl IntoView {
    let value_link = move |key: &'static str, value: &'static str| {
        let href = move || {
            let query = query.get();
            let filter = with_token(&query.filter, key, Some(value));
            format!("{}{}", routes::list(kind), query.with_filter(filter).to_query())
        };
        view! { <a class="token" href=href>{key}":"{value}</a>" " }
    };
    let token = move |token: &'static Token| {
        let example = if token.values.is_empty() {
            view! { <code class="token">{token.key}":…"</code> }.into_any()
        } else {
            token
                .values
                .iter()
                .map(|value| value_link(token.key, value))
                .collect_view()
                .into_any()
        };
        view! { <div class="row"><dt>{token.help}</dt><dd>{example}</dd></div> }
    };
    view! {
        <details class="menu">
            <summary class="btn">"Filters"</summary>
            <div class="sheet-menu">
                <p>
                    "Words find text anywhere in a row. Tokens find by what they name; a minus before either turns it around. What stands in \
                     quotation marks is one text, whatever it looks like."
                </p>
                <dl>{tokens.iter().map(token).collect_view()}</dl>
            </div>
        </details>
    }
}

/// The way to a new one.
pub fn create(kind: Kind, query: Memo<ListQuery>) -> impl IntoView {
    let action = match kind {
        Kind::Users => Action::CreateUser,
        Kind::EmailAddresses => Action::CreateEmailAddress,
        Kind::Identities => Action::CreateIdentity,
        Kind::ConnectionAliases => Action::CreateConnectionAlias,
    };
    let is_in_an_instance = matches!(kind, Kind::Users | Kind::EmailAddresses);
    let (session, frame) = (Session::from_context(), FrameAnswer::from_context());
    let link = move || {
        // What is filtered for is where the new one is to be.
        let wanted = token_value(&query.read().filter, Switcher::Instances.token());
        async move {
            let (you, frame) = (session.you().await.ok()?, frame.answer().await.ok()?);
            let access = you.access;
            if !is_in_an_instance {
                let subject = Subject::default();
                return Some(view! { <ActionLink access=access action=action subject=subject main=true/> }.into_any());
            }
            let mut instances = frame.instances;
            if let Some(at) = instances.iter().position(|one| Some(&one.alias) == wanted.as_ref()) {
                instances = vec![instances.swap_remove(at)];
            }
            Some(create_in(access, action, instances))
        }
    };
    awaited(link)
}

/// The way to a new one in one of these instances.
fn create_in(access: Access, action: Action, instances: Vec<InstanceRef>) -> AnyView {
    let of = |instance: &InstanceRef| Subject::new(&instance.id, "");
    match instances.as_slice() {
        [] => disabled(action.label().to_owned(), "There are no instances.".to_owned()),
        [instance] => view! { <ActionLink access=access action=action subject=of(instance) main=true/> }.into_any(),
        several => {
            let links: Vec<_> = several
                .iter()
                .map(|instance| {
                    (
                        routes::form(action, &of(instance)),
                        format!("{} · {}", instance.alias, instance.region),
                    )
                })
                .collect();
            view! {
                <Capability access=access permission=action.permission() label=action.label()>
                    <details class="menu">
                        <summary class="btn main">{action.label()}</summary>
                        <div class="sheet-menu">
                            <p>"In which instance?"</p>
                            {links.clone().into_iter().map(|(href, label)| view! { <a href=href>{label}</a> }).collect_view()}
                        </div>
                    </details>
                </Capability>
            }
            .into_any()
        }
    }
}

/// The columns to choose from; a plain form, so that the choice is in the URL.
pub fn columns(kind: Kind, all: &'static [Column], query: &ListQuery) -> impl IntoView + use<> {
    let shown = query.columns_of(all);
    let mut columns = all.iter();
    let first = columns
        .next()
        .map(|first| view! { <input type="hidden" name="cols" value=first.key/> });
    let choice = |column: &'static Column| {
        view! {
            <label>
                <input type="checkbox" name="cols" value=column.key checked=shown.iter().any(|s| s.key == column.key)/>
                " "{column.title}
            </label>
        }
    };
    view! {
        <details class="menu">
            <summary class="btn">"Columns"</summary>
            <form class="sheet-menu" method="get" action=routes::list(kind)>
                {first}
                {columns.map(choice).collect_view()}
                {hidden_fields(&ListQuery { columns: None, ..query.clone() }, false)}
                <button class="btn main">"Show these"</button>
            </form>
        </details>
    }
}

/// What else the URL says, for a plain form to keep.
fn hidden_fields(query: &ListQuery, without_filter: bool) -> impl IntoView + use<> {
    let mut fields = Vec::new();
    if !without_filter && !query.filter.is_empty() {
        fields.push(("q", query.filter.clone()));
    }
    if let Some(Sort { column, descending }) = &query.sort {
        fields.push(("sort", format!("{}{column}", if *descending { "-" } else { "" })));
    }
    if query.size != crate::model::list::DEFAULT_SIZE {
        fields.push(("size", query.size.to_string()));
    }
    if let Some(columns) = &query.columns {
        fields.push(("cols", columns.join(",")));
    }
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}
