//! A form while somebody fills it in.

use super::focus::focus_soon;
use crate::{
    api::changes::keep_form,
    components::{session::Session, time::At},
    model::{
        change::{
            Action, FieldError, Form, FormPage, Subject,
            form::{self, Values},
        },
        freshness::Kind,
    },
    routes,
    wire::from_json,
};
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_meta::Title;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use web_sys::wasm_bindgen::JsCast;

/// How long after the last key what is typed is kept.
const PAUSE: Duration = Duration::from_millis(700);

type Check = Arc<dyn Fn(&str) -> Vec<FieldError> + Send + Sync>;

/// What the fields of a form share.
#[derive(Clone, Copy)]
pub struct FormState {
    fields: &'static [(&'static str, &'static str)],
    initial: StoredValue<Values>,
    /// What is typed, encoded.
    typed: RwSignal<String>,
    /// Fields that somebody has been in.
    touched: RwSignal<BTreeSet<String>>,
    /// Whether everything that is wrong is shown.
    shows_all: RwSignal<bool>,
    /// Everything that is wrong.
    errors: Memo<Vec<FieldError>>,
    /// What the server said is wrong: it is shown at once.
    told: StoredValue<Vec<FieldError>>,
}

impl FormState {
    fn new<F: Form>(page: &FormPage, context: F::Context) -> Self {
        let check: Check = Arc::new(move |typed: &str| {
            let form = form::decode::<F>(typed).unwrap_or_default();
            form.check(&context)
        });
        let typed = RwSignal::new(page.values.clone());
        let touched = RwSignal::new(BTreeSet::new());
        // What is wrong with a secret is said on the review, where it is asked for.
        let is_here = |error: &&FieldError| F::FIELDS.iter().any(|(name, _)| *name == base(&error.field));
        let told: Vec<FieldError> = page.errors.iter().filter(is_here).cloned().collect();
        let from_server = told.clone();
        let errors = Memo::new(move |_| {
            let mut errors = check(&typed.read());
            // What the server or AWS found wrong counts until it is typed anew.
            let again = from_server
                .iter()
                .filter(|error| !touched.read().contains(base(&error.field)));
            errors.extend(again.cloned());
            errors
        });
        Self {
            fields: F::FIELDS,
            initial: StoredValue::new(form::values(&page.values)),
            typed,
            touched,
            shows_all: RwSignal::new(page.was_sent),
            errors,
            told: StoredValue::new(told),
        }
    }

    /// A field's label.
    pub fn label(self, field: &str) -> &'static str {
        let found = self.fields.iter().find(|(name, _)| *name == field);
        found.map_or("", |(_, label)| label)
    }

    /// What a field holds when the page is drawn.
    pub fn initial(self, field: &str) -> String {
        self.all_initial(field).into_iter().next().unwrap_or_default()
    }

    /// The same for one that holds several values.
    pub fn all_initial(self, field: &str) -> Vec<String> {
        self.initial
            .with_value(|values| values.get(field).cloned().unwrap_or_default())
    }

    /// What a field holds now; reactive.
    pub fn value(self, field: &'static str) -> Memo<String> {
        Memo::new(move |_| {
            let values = form::values(&self.typed.read());
            values
                .get(field)
                .and_then(|values| values.first())
                .cloned()
                .unwrap_or_default()
        })
    }

    /// What is wrong with a field, once somebody has been in it or the form was sent; reactive.
    pub fn error(self, field: &str) -> Option<FieldError> {
        let is_shown = self.shows_all.get() || self.touched.read().contains(base(field));
        let is_told = |error: &FieldError| self.told.with_value(|told| told.contains(error));
        let errors = self.errors.read();
        let mut found = errors.iter().filter(|error| error.field == field);
        found.find(|error| is_shown || is_told(error)).cloned()
    }

    /// Whether something has to be mended before it is reviewed. What was told, by AWS too, may be true no longer; and there may be
    /// nothing to mend, such as where AWS was at work.
    fn is_wrong(self) -> bool {
        let is_only_told = |error: &FieldError| self.told.with_value(|told| told.contains(error));
        !self.errors.read_untracked().iter().all(is_only_told)
    }
}

/// A row's field without the row: `tag_key` of `tag_key.0`.
fn base(field: &str) -> &str {
    field.split_once('.').map_or(field, |(base, _)| base)
}

/// The id of the element that says what is wrong with a field.
pub fn error_id(field: &str) -> String {
    format!("{field}-error")
}

/// A form's page: `fields` draws what is its own.
pub fn form_view<F: Form>(page: FormPage, subject: Subject, fields: fn(FormState, &F::Context) -> AnyView) -> AnyView {
    let Ok(context) = from_json::<F::Context>(page.context.as_bytes()) else {
        return ().into_any();
    };
    let state = FormState::new::<F>(&page, context.clone());
    let fields = fields(state, &context);
    shell(state, F::ACTION, page, subject, fields)
}

/// What does not depend on which form it is.
fn shell(state: FormState, action: Action, page: FormPage, subject: Subject, fields: AnyView) -> AnyView {
    let node = NodeRef::<html::Form>::new();
    let take_in = move || {
        if let Some(typed) = node.get_untracked().and_then(|node| typed_in(&node)) {
            state.typed.set(typed);
        }
    };
    keep_on(state, action.as_str(), subject.clone(), page.opened.clone());
    let on_focus_out = move |event: ev::FocusEvent| {
        // What comes under the field now would move the button away from under the click that leaves it; sending shows it all.
        if event.related_target().is_some_and(|next| is_button(&next)) {
            return;
        }
        if let Some(name) = event.target().and_then(|target| name_of(&target)) {
            take_in();
            state.touched.update(|touched| _ = touched.insert(name));
        }
    };
    let on_submit = move |event: ev::SubmitEvent| {
        take_in();
        let is_for_later = event
            .submitter()
            .is_some_and(|button| button.get_attribute("value").is_some_and(|value| value != "review"));
        if !is_for_later && state.is_wrong() {
            event.prevent_default();
            state.shows_all.set(true);
            focus_soon("[aria-invalid='true']".to_owned());
        }
    };
    let title = match page.name.as_str() {
        "" => action.label().to_owned(),
        name => format!("{}: {name}", action.label()),
    };
    let back = if subject.id.is_empty() {
        routes::list(action.kind()).to_owned()
    } else {
        routes::resource(&crate::model::change::Resource {
            kind: action.kind(),
            subject: subject.clone(),
            name: page.name.clone(),
        })
    };
    let name = match action {
        _ if !page.name.is_empty() => page.name.clone(),
        Action::BulkEditUsers | Action::BulkDeleteUsers => "Several".to_owned(),
        _ => "New".to_owned(),
    };
    // The same name can be in several Regions.
    let is_regional = matches!(action.kind(), Kind::Identities | Kind::ConnectionAliases) && !subject.parent.is_empty();
    let region = is_regional.then(|| view! { <span class="tag">{subject.parent.clone()}</span> });
    let kept = page
        .draft
        .clone()
        .zip(page.kept_at)
        .map(|(draft, at)| kept_notice(draft, at));
    view! {
        <Title text=title.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb"><a href=routes::list(action.kind())>{action.kind().title()}</a>" / "<a href=back.clone()>{name}</a></nav>
        <div class="head"><h1>{title}</h1>{region}</div>
        {kept}
        <form class="form" method="post" action=action.submit_path() novalidate=true node_ref=node
            on:input=move |_| take_in() on:change=move |_| take_in() on:focusout=on_focus_out on:submit=on_submit>
            <input type="hidden" name="_parent" value=subject.parent/>
            <input type="hidden" name="_id" value=subject.id/>
            <input type="hidden" name="_opened" value=page.opened/>
            // The first button is the one that Enter presses.
            <button class="hidden" name="_do" value="review" tabindex="-1" aria-hidden="true">"Review"</button>
            {summary(state)}
            {fields}
            <div class="head">
                <button class="btn main" name="_do" value="review">"Review"</button>
                <a class="btn" href=back>"Cancel"</a>
                <span class="muted">"Nothing is changed before you have reviewed it."</span>
            </div>
        </form>
    }
    .into_any()
}

/// What was typed before, and the way to begin anew.
fn kept_notice(draft: String, at: crate::model::time::Timestamp) -> AnyView {
    view! {
        <form class="notice" method="post" action=routes::DISCARD>
            <input type="hidden" name="draft" value=draft/>
            "This is what you typed before, kept on "<At at=Some(at) now=at/>". It is kept for a day. "
            <button class="link">"Start over"</button>
        </form>
    }
    .into_any()
}

/// How many fields need attention, with links to them.
fn summary(state: FormState) -> AnyView {
    let lines = move || {
        if !state.shows_all.get() {
            return Vec::new();
        }
        let line = |error: &FieldError| {
            let label = state.label(base(&error.field));
            (format!("#{}", error.field), format!("{label}: {}", error.message))
        };
        state.errors.read().iter().map(line).collect::<Vec<_>>()
    };
    let lines = Memo::new(move |_| lines());
    view! {
        <div role="alert">
            {move || {
                let lines = lines.get();
                (!lines.is_empty()).then(|| {
                    let items = lines.into_iter().map(|(to, text)| view! { <li><a href=to rel="external">{text}</a></li> });
                    view! { <div class="notice bad"><b>"Something has to be mended first."</b><ul>{items.collect_view()}</ul></div> }
                })
            }}
        </div>
    }
    .into_any()
}

/// What a browser would send.
fn typed_in(form: &web_sys::HtmlFormElement) -> Option<String> {
    let data = web_sys::FormData::new_with_form(form).ok()?;
    let pairs = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(pairs.to_string()))
}

fn is_button(target: &web_sys::EventTarget) -> bool {
    let element = target.dyn_ref::<web_sys::Element>();
    element.is_some_and(|element| element.tag_name() == "BUTTON")
}

fn name_of(target: &web_sys::EventTarget) -> Option<String> {
    let name = target.dyn_ref::<web_sys::Element>()?.get_attribute("name")?;
    (!name.is_empty() && !name.starts_with('_')).then_some(name)
}

/// Keeps what is typed, a moment after the last key.
fn keep_on(state: FormState, action: &'static str, subject: Subject, opened: String) {
    let session = Session::from_context();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<String>| {
        let typed = state.typed.get();
        if before.as_ref().is_some_and(|before| *before != typed) {
            waiting.update_value(|waiting| {
                if let Some(waiting) = waiting.take() {
                    waiting.clear();
                }
                let (subject, opened, typed) = (subject.clone(), opened.clone(), typed.clone());
                let keep = move || {
                    leptos::task::spawn_local(async move {
                        let kept = keep_form(action.to_owned(), subject.parent, subject.id, opened, typed).await;
                        if let Err(error) = kept {
                            session.notice(&error);
                        }
                    });
                };
                *waiting = set_timeout_with_handle(keep, PAUSE).ok();
            });
        }
        typed
    });
}
