//! Everything of a user that can be changed.

use super::fields::{identity, phone, work};
use crate::{
    components::form::{FormState, TagRows},
    model::forms::user_fields::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    view! {
        <p class="muted">"Instance "{context.instance.clone()}". Only what you change is sent. AWS can’t change a username."</p>
        {identity(form, context)}
        {work(form, context)}
        {phone(form, context)}
        <TagRows form=form aws_tags=context.aws_tags.clone()/>
    }
    .into_any()
}
