//! The end of a user.

use crate::components::form::FormState;
use leptos::prelude::*;

/// There is nothing to fill in.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "every form is drawn from its context")]
pub fn fields(_: FormState, (): &()) -> AnyView {
    view! {
        <div class="notice wait"><b>"AWS can’t bring back a deleted user."</b><p>"The review tells what is lost, offers to save what the user was like, and asks for the username."</p></div>
    }
    .into_any()
}
