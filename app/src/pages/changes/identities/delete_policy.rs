//! A sending authorization policy that goes.

use crate::{
    components::form::{Choice, FormState, Select, form_view},
    model::{
        change::{FormPage, Subject, form},
        forms::{DeletePolicy, delete_policy::Context},
    },
    wire::from_json,
};
use leptos::prelude::*;

/// The form, with the policy chosen that the link names.
pub fn page(page: FormPage, subject: Subject, policy: &str) -> AnyView {
    form_view::<DeletePolicy>(chosen(page, policy), subject, fields)
}

fn chosen(page: FormPage, policy: &str) -> FormPage {
    let context: Option<Context> = from_json(page.context.as_bytes()).ok();
    if !context.is_some_and(|context| context.names.iter().any(|name| name == policy)) {
        return page;
    }
    let name = policy.to_owned();
    FormPage {
        values: form::encode(&DeletePolicy { name }),
        ..page
    }
}

fn fields(form: FormState, context: &Context) -> AnyView {
    let choices = context.names.iter().map(|name| Choice::new(name, name)).collect();
    view! {
        <Select form=form name="name" choices=choices none="Choose a policy" required=true
            help="Whoever it lets send from this identity can’t any more."/>
    }
    .into_any()
}
