//! The MAIL FROM domain.

use crate::{
    components::form::{Choice, FormState, Radios, TextField},
    model::forms::edit_mail_from::{Context, REJECT_MESSAGE, USE_DEFAULT_VALUE},
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let help = format!(
        "A subdomain of {0} that nothing else uses, such as bounce.{0}. Empty, the envelope sender is a subdomain of \
         amazonses.com.",
        context.domain
    );
    let behaviors = vec![
        Choice::new(USE_DEFAULT_VALUE, "Send from amazonses.com")
            .meaning("Mail goes out; SPF passes, but DMARC’s alignment may not."),
        Choice::new(REJECT_MESSAGE, "Reject the message")
            .meaning("Mail does not go out, and the sender gets an error."),
    ];
    view! {
        <TextField form=form name="mail_from_domain" help=help inputmode="url"/>
        <Radios form=form name="behavior_on_mx_failure" choices=behaviors
            help="What SES does with mail for as long as it does not find the MX record of the domain above."/>
    }
    .into_any()
}
