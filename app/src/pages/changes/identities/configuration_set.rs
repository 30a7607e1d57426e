//! The configuration set that is used when a message names none.

use crate::{
    components::form::{Choice, FormState, Select},
    model::forms::edit_configuration_set::Context,
};
use leptos::prelude::*;

/// Its fields.
pub fn fields(form: FormState, context: &Context) -> AnyView {
    let sets = context.configuration_sets.iter().flatten();
    let choices = sets.map(|set| Choice::new(set, set)).collect();
    let unread = context.configuration_sets.is_none().then(|| {
        view! {
            <div class="notice wait">
                <b>"The configuration sets of this Region are not read yet."</b>
                <p>"Look again in a moment. The one that is set can be taken away now."</p>
            </div>
        }
    });
    view! {
        {unread}
        <Select form=form name="configuration_set" choices=choices none="None"
            help="Used when a message names none: its event destinations, dedicated IPs and suppression rules count then."/>
    }
    .into_any()
}
