//! Fields to choose in.

use super::{
    FormState,
    fields::{described_by, error, marker},
};
use leptos::prelude::*;

/// Something to choose.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What it means.
    pub help: String,
    /// Why it can't be chosen.
    pub refusal: Option<String>,
}

impl Choice {
    /// One that can be chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// With what it means.
    pub fn meaning(self, help: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }

    /// Not to be chosen, where there is a reason.
    pub fn refused(self, refusal: Option<String>) -> Self {
        Self { refusal, ..self }
    }
}

/// One of several, in a list that opens.
#[component]
pub fn Select(
    form: FormState,
    name: &'static str,
    choices: Vec<Choice>,
    /// What it says where nothing is chosen; without it, something has to be.
    #[prop(optional, into)]
    none: Option<String>,
    /// What to know of it, under its label.
    #[prop(optional, into)]
    help: String,
    /// Whether something has to be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let value = form.initial(name);
    let help_id = (!help.is_empty()).then(|| format!("{name}-help"));
    let described = described_by(form, name, help_id.clone());
    let is_known = value.is_empty() || choices.iter().any(|choice| choice.value == value);
    // What is set but no longer to be had stays what it is until something else is chosen.
    let unknown = (!is_known).then(|| Choice::new(value.clone(), value.clone()));
    let option = |choice: Choice| {
        let selected = choice.value == value;
        let label = match &choice.refusal {
            Some(why) => format!("{} ({why})", choice.label),
            None => choice.label.clone(),
        };
        view! { <option value=choice.value disabled=choice.refusal.is_some() && !selected selected=selected>{label}</option> }
    };
    let options = unknown.into_iter().chain(choices).map(option).collect_view();
    view! {
        <div class="field">
            <label for=name>{form.label(name)}{marker(required)}</label>
            {help_id.map(|id| view! { <small id=id>{help}</small> })}
            <select id=name name=name autocomplete="off" aria-required=required.then_some("true")
                aria-invalid=move || form.error(name).map(|_| "true") aria-describedby=described>
                {none.map(|none| view! { <option value="">{none}</option> })}
                {options}
            </select>
            {error(form, name.to_owned())}
        </div>
    }
}

/// Any of several, each with a box.
#[component]
pub fn Checks(
    form: FormState,
    name: &'static str,
    choices: Vec<Choice>,
    /// What to know of it, under its label.
    #[prop(optional, into)]
    help: String,
    /// Whether something has to be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let chosen = form.all_initial(name);
    group(form, name, "checkbox", choices, chosen, help, required)
}

/// One of several, each with its meaning in sight.
#[component]
pub fn Radios(
    form: FormState,
    name: &'static str,
    choices: Vec<Choice>,
    /// What to know of it, under its label.
    #[prop(optional, into)]
    help: String,
) -> impl IntoView {
    let chosen = form.all_initial(name);
    group(form, name, "radio", choices, chosen, help, false)
}

fn group(
    form: FormState,
    name: &'static str,
    kind: &'static str,
    choices: Vec<Choice>,
    chosen: Vec<String>,
    help: String,
    required: bool,
) -> impl IntoView {
    let help_id = (!help.is_empty()).then(|| format!("{name}-help"));
    let described = described_by(form, name, help_id.clone());
    let choice = |(at, choice): (usize, Choice)| {
        let is_chosen = chosen.contains(&choice.value);
        // The first is what an error's link leads to.
        let id = if at == 0 {
            name.to_owned()
        } else {
            format!("{name}-{at}")
        };
        let note = choice.refusal.clone().unwrap_or(choice.help);
        // What is set and can't be taken away is sent as it is: a disabled box is not sent at all.
        let fixed = (choice.refusal.is_some() && is_chosen)
            .then(|| view! { <input type="hidden" name=name value=choice.value.clone()/> });
        view! {
            <li>
                <label for=id.clone()>
                    <input id=id.clone() type=kind name=name value=choice.value checked=is_chosen disabled=choice.refusal.is_some()/>
                    <span>{choice.label}{(!note.is_empty()).then(|| view! { <small>{note}</small> })}</span>
                </label>
                {fixed}
            </li>
        }
    };
    view! {
        <fieldset class="field" aria-invalid=move || form.error(name).map(|_| "true") aria-describedby=described>
            <legend>{form.label(name)}{marker(required)}</legend>
            {help_id.map(|id| view! { <small id=id>{help}</small> })}
            <ul class="options">{choices.into_iter().enumerate().map(choice).collect_view()}</ul>
            {error(form, name.to_owned())}
        </fieldset>
    }
}

/// Yes or no.
#[component]
pub fn CheckBox(
    form: FormState,
    name: &'static str,
    /// What to know of it, under its label.
    #[prop(optional, into)]
    help: String,
) -> impl IntoView {
    let is_chosen = form.initial(name) == "true";
    view! {
        <div class="field">
            <label class="box" for=name>
                <input id=name type="checkbox" name=name value="true" checked=is_chosen/>
                <span>{form.label(name)}{(!help.is_empty()).then(|| view! { <small>{help}</small> })}</span>
            </label>
            {error(form, name.to_owned())}
        </div>
    }
}
