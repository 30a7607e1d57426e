//! Fields for text.

use super::{FormState, state::error_id};
use leptos::prelude::*;

/// One line of text.
#[component]
pub fn TextField(
    form: FormState,
    name: &'static str,
    /// What to know of it, under its label.
    #[prop(optional, into)]
    help: String,
    /// Whether it has to be filled in; the form's check says so, too.
    #[prop(optional)]
    required: bool,
    /// HTML's `type`.
    #[prop(default = "text")]
    kind: &'static str,
    /// HTML's `inputmode`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The id of a `datalist`.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Why it can be read here but not changed, if so. It is sent all the same.
    #[prop(default = None)]
    readonly: Option<String>,
) -> impl IntoView {
    let value = form.initial(name);
    let is_fixed = readonly.is_some();
    let help = [help, readonly.unwrap_or_default()].join(" ").trim().to_owned();
    let help_id = (!help.is_empty()).then(|| format!("{name}-help"));
    let described = described_by(form, name, help_id.clone());
    view! {
        <div class="field">
            <label for=name>{form.label(name)}{marker(required)}</label>
            {help_id.map(|id| view! { <small id=id>{help}</small> })}
            <input id=name name=name type=kind value=value inputmode=inputmode list=list readonly=is_fixed autocomplete="off" spellcheck="false"
                aria-required=required.then_some("true")
                aria-invalid=move || form.error(name).map(|_| "true") aria-describedby=described/>
            {error(form, name.to_owned())}
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    form: FormState,
    name: &'static str,
    /// What to know of it, under its label.
    #[prop(optional, into)]
    help: String,
    /// Whether it has to be filled in.
    #[prop(optional)]
    required: bool,
    #[prop(default = 3)] rows: u32,
    /// Whether it is code.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    let value = form.initial(name);
    let help_id = (!help.is_empty()).then(|| format!("{name}-help"));
    let described = described_by(form, name, help_id.clone());
    view! {
        <div class="field">
            <label for=name>{form.label(name)}{marker(required)}</label>
            {help_id.map(|id| view! { <small id=id>{help}</small> })}
            <textarea id=name name=name rows=rows class=mono.then_some("mono") autocomplete="off" spellcheck=(!mono).to_string()
                aria-required=required.then_some("true")
                aria-invalid=move || form.error(name).map(|_| "true") aria-describedby=described>{value}</textarea>
            {error(form, name.to_owned())}
        </div>
    }
}

/// A field that can't be filled in here, with the reason one click away.
#[component]
pub fn NotOffered(label: &'static str, #[prop(into)] reason: String) -> impl IntoView {
    view! {
        <div class="field off">
            <b>{label}</b>
            <details><summary>"Not used here"</summary><small>{reason}</small></details>
        </div>
    }
}

/// A field that nobody fills in: it says what the form is about, and AWS may find something wrong with that.
#[component]
pub fn Fixed(form: FormState, name: &'static str, value: String) -> impl IntoView {
    view! {
        <div id=name tabindex="-1">
            <input type="hidden" name=name value=value/>
            {error(form, name.to_owned())}
        </div>
    }
}

/// Says that a field has to be filled in.
pub fn marker(required: bool) -> Option<impl IntoView> {
    required.then(|| view! { <span class="must">" required"</span> })
}

/// The ids of what describes a field; reactive.
pub fn described_by(form: FormState, name: &'static str, help: Option<String>) -> impl Fn() -> Option<String> + Clone {
    move || {
        let error = form.error(name).map(|_| error_id(name));
        let ids: Vec<String> = help.clone().into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// What is wrong with a field, AWS's own words one click away.
pub fn error(form: FormState, field: String) -> impl IntoView {
    move || {
        form.error(&field).map(|error| {
            let original = error.original.map(|original| {
                view! { <details><summary>"What AWS said"</summary><code>{original}</code></details> }
            });
            view! { <div class="wrong" id=error_id(&field)>{error.message}{original}</div> }
        })
    }
}
