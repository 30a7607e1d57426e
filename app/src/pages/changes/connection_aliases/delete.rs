//! Deleting a connection alias.

use crate::{
    components::form::FormState,
    model::{forms::delete_connection_alias::Context, region::Region},
};
use leptos::prelude::*;

/// There is nothing to fill in; what stays and what is left to do is said.
pub fn fields(_: FormState, context: &Context) -> AnyView {
    let elsewhere = context
        .elsewhere
        .iter()
        .map(Region::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let elsewhere = (!elsewhere.is_empty())
        .then(|| view! { <p>{format!("The aliases with the same string in {elsewhere} stay.")}</p> });
    view! {
        <div class="notice wait">
            <b>{format!("The alias in {} is deleted; the connection string stays reserved to this account.", context.region)}</b>
            {elsewhere}
            <p>"Remove its TXT record afterwards: one that is left can be used for phishing."</p>
        </div>
    }
    .into_any()
}
