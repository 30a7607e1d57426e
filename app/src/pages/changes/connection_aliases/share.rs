//! Sharing an alias with another account.

use crate::{
    components::form::{Fixed, FormState, TextField},
    model::forms::{share_connection_alias, unshare_connection_alias},
};
use leptos::prelude::*;

/// With which account.
pub fn share(form: FormState, context: &share_connection_alias::Context) -> AnyView {
    view! {
        <p class="muted">{format!("Account {} owns it, and goes on owning it. In this Region one of the two accounts can associate it with a directory.", context.owner)}</p>
        <TextField form=form name="account" required=true inputmode="numeric" help="The id of the other account: 12 digits."/>
    }
    .into_any()
}

/// Only the account that there is.
pub fn unshare(form: FormState, context: &unshare_connection_alias::Context) -> AnyView {
    view! {
        <p class="lead">{format!("Account {} can no longer associate it.", context.account)}</p>
        <Fixed form=form name="account" value=context.account.clone()/>
    }
    .into_any()
}
