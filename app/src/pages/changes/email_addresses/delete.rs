//! Deleting an e-mail address.

use crate::{components::form::FormState, model::forms::delete_email_address::Context};
use leptos::prelude::*;

/// There is nothing to fill in; what goes with it is said.
pub fn fields(_: FormState, context: &Context) -> AnyView {
    let address = &context.address;
    let relations = [
        context
            .alias
            .as_ref()
            .map(|alias| format!("Mail to {alias} is no longer forwarded to {address}.")),
        context
            .alias_of
            .as_ref()
            .map(|primary| format!("Mail to {address} no longer reaches {primary}.")),
    ];
    let relations = relations
        .into_iter()
        .flatten()
        .map(|relation| view! { <p>{relation}</p> });
    view! {
        <div class="notice wait">
            <b>{format!("{address} stops receiving mail.")}</b>
            {relations.collect_view()}
            <p>"An address of the same name that is created later is another one, with another id."</p>
        </div>
    }
    .into_any()
}
