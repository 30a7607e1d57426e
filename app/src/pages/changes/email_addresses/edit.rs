//! Texts and tags of an e-mail address.

use crate::{
    components::form::{FormState, TagRows, TextArea, TextField},
    model::forms::edit_email_address::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    view! {
        <TextField form=form name="display_name" help="The name that customers see."/>
        <TextArea form=form name="description" help="What the address is for; only colleagues see it."/>
        <TagRows form=form aws_tags=context.aws_tags.clone()/>
    }
    .into_any()
}
