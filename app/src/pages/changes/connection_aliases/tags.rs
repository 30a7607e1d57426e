//! Tags of a connection alias.

use crate::{
    components::form::{FormState, TagRows},
    model::forms::edit_connection_alias_tags::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    view! { <TagRows form=form aws_tags=context.aws_tags.clone()/> }.into_any()
}
