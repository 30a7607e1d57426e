//! Whether an identity's mail is signed.

use crate::{
    components::form::{CheckBox, FormState},
    model::forms::edit_dkim_signing::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let impossible = context.cannot_be_signed.clone().map(|why| {
        view! { <div class="notice wait"><b>"It can’t be turned on now."</b><p>{why}</p></div> }
    });
    view! {
        {impossible}
        <CheckBox form=form name="signing_enabled"
            help="SES signs what is sent from this identity. Unsigned mail may be refused, above all where the domain has a DMARC policy."/>
    }
    .into_any()
}
