//! An identity that goes.

use crate::{components::form::FormState, model::forms::delete_identity::Context};
use leptos::prelude::*;

/// There are none: what it is about is all there is to say.
pub fn fields(_: FormState, _: &Context) -> AnyView {
    view! {
        <div class="notice wait">
            <b>"A deleted identity can’t be brought back."</b>
            <p>"Nobody can send from it any more. It can be created anew, and then has to be verified again. The review says what goes with it, and asks for its name."</p>
        </div>
    }
    .into_any()
}
