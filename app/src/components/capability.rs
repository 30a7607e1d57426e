//! Actions that not everybody may take: who may not sees them all the same, and what it takes.

use crate::model::access::{Access, Permission};
use leptos::prelude::*;

/// What takes a permission: `children` for whoever has it, else `label` as a disabled button that says why. `access` is what
/// [`Session::you`](super::session::Session::you) said, which says so again when it changes. It is not awaited here: a view that
/// waits inside one that has waited is counted at another moment by the server than by the browser, which then takes over the
/// wrong nodes. Nor is this a view that reacts by itself: such are made anew whenever what they stand in is drawn again, with
/// whatever was typed into them.
#[component]
pub fn Capability(
    access: Access,
    permission: Permission,
    #[prop(into)] label: String,
    children: ChildrenFn,
) -> impl IntoView {
    match access.check(permission) {
        Ok(()) => children(),
        Err(refusal) => disabled(label, refusal.to_string()),
    }
}

/// A button that can be reached by keyboard, does nothing, and says why: to the eye and in its name.
pub fn disabled(label: String, why: String) -> AnyView {
    view! { <button type="button" class="btn refused" aria-disabled="true"><span>{label}</span>" "<small>{why}</small></button> }
        .into_any()
}
