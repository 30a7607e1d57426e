//! Whether bounces and complaints are forwarded by e-mail.

use crate::{
    components::form::{CheckBox, FormState},
    model::forms::edit_feedback_forwarding::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let other = match &context.configuration_set {
        Some(set) => format!(
            "The configuration set {set} may be one, if it has an event destination for them: Frontdesk does not see that."
        ),
        None => "This identity has no default configuration set.".to_owned(),
    };
    view! {
        <div class="notice wait">
            <b>"AWS requires a way to learn of bounces and complaints."</b>
            <p>"Without another one, SES goes on mailing them even when this is off. "{other}</p>
        </div>
        <CheckBox form=form name="email_forwarding_enabled"
            help="SES mails bounces and complaints to the address that the message came from."/>
    }
    .into_any()
}
