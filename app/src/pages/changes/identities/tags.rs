//! An identity's tags.

use crate::{
    components::form::{FormState, TagRows},
    model::forms::edit_identity_tags::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    view! { <TagRows form=form aws_tags=context.aws_tags.clone()/> }.into_any()
}
