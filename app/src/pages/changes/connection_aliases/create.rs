//! A new connection alias, in one or several Regions.

use crate::{
    components::form::{Checks, Choice, FormState, TagRows, TextField},
    model::forms::create_connection_alias::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let regions = context.regions.iter();
    let regions = regions
        .map(|choice| Choice::new(choice.region.as_str(), choice.region.as_str()))
        .collect();
    view! {
        <div class="notice wait">
            <b>"The connection string is reserved to this AWS account for ever."</b>
            <p>"In every Region, and also after the alias is deleted: no other account can ever use it. Make sure that it is right, and that the domain is yours."</p>
        </div>
        <TextField form=form name="connection_string" required=true inputmode="url"
            help="The name that people type to connect: a fully qualified domain name such as desktop.example.com."/>
        <Checks form=form name="regions" required=true choices=regions
            help="Each Region that takes part in failover has an alias of its own, with the same string."/>
        <TagRows form=form/>
    }
    .into_any()
}
