//! A new e-mail address.

use crate::{
    components::form::{FormState, TagRows, TextArea, TextField},
    model::forms::create_email_address::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let domains = context
        .domains
        .iter()
        .map(|domain| view! { <option value=domain.clone()></option> });
    view! {
        <p class="muted">"Instance "{context.instance.clone()}". An address can’t be renamed later."</p>
        <TextField form=form name="local_part" required=true help="What stands before the @: support."/>
        <TextField form=form name="domain" required=true list="domains"
            help="The instance’s own domain, or one that is verified in SES in this Region and known to the instance."/>
        <datalist id="domains">{domains.collect_view()}</datalist>
        <TextField form=form name="display_name" help="The name that customers see."/>
        <TextArea form=form name="description" help="What the address is for; only colleagues see it."/>
        <TagRows form=form/>
    }
    .into_any()
}
