//! Whose key a domain's mail is signed with, and how long the next one is.

use super::dkim::{dkim_fields, origins};
use crate::{
    components::form::{Choice, FormState},
    model::{
        forms::{dkim_fields::EASY, edit_signing_attributes::Context},
        identity::key_length_label,
        time::Timestamp,
    },
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let mut choices = origins();
    let is_known = context.origin.is_empty() || choices.iter().any(|choice| choice.value == context.origin);
    if !is_known {
        choices.push(Choice::new(&context.origin, &context.origin).meaning("As it is now."));
    }
    view! {
        {(!context.replicas.is_empty()).then(|| replicas(&context.replicas))}
        {(context.origin == EASY).then(|| once_a_day(context))}
        {dkim_fields(form, "origin", choices, &context.parents)}
    }
    .into_any()
}

fn replicas(regions: &[String]) -> impl IntoView + use<> {
    let regions = regions.join(", ");
    view! {
        <div class="notice wait">
            <b>"It has replicas in "{regions}"."</b>
            <p>"They are signed with its key, and lose it when the key is no longer Easy DKIM’s."</p>
        </div>
    }
}

/// When SES takes another key length.
fn once_a_day(context: &Context) -> impl IntoView + use<> {
    let moment = |at: Timestamp| view! { <time datetime=at.iso()>{at.display()}</time> };
    let length = context.current_key_length.as_deref().map(key_length_label);
    let made = context.last_key_generation.map(|at| view! { ", made on "{moment(at)} });
    let from = context.key_length_from.map(|at| {
        view! { " That it will do so is certain from "{moment(at)}" on." }
    });
    view! {
        <div class="notice">
            <b>"SES takes another key length at most once a day."</b>
            <p>"The key has "{length.unwrap_or_else(|| "an unknown length".to_owned())}{made}"."{from}</p>
        </div>
    }
}
