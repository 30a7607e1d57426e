//! Actions that not everybody may take: who may not sees them all the same, and what it takes.

use super::session::Session;
use crate::model::access::{Access, Permission};
use leptos::prelude::*;

/// What takes a permission: `children` for whoever has it, else `label` as a disabled button that says why. `access` is what
/// [`Session::you`] said. It is not awaited here: a view that waits inside one that has waited is counted at another
/// moment by the server than by the browser, which then takes over the wrong nodes.
#[component]
pub fn Capability(
    access: Access,
    permission: Permission,
    #[prop(into)] label: String,
    children: ChildrenFn,
) -> impl IntoView {
    let session = Session::from_context();
    // Drawn anew only when the verdict changes: something may have been typed into it.
    let verdict = Memo::new(move |_| {
        session
            .revised_check(permission)
            .unwrap_or_else(|| access.check(permission))
    });
    move || match verdict.get() {
        Ok(()) => children(),
        Err(refusal) => disabled(label.clone(), refusal.to_string()),
    }
}

/// A button that can be reached by keyboard, does nothing, and says why: to the eye and in its name.
pub fn disabled(label: String, why: String) -> AnyView {
    view! { <button type="button" class="btn refused" aria-disabled="true"><span>{label}</span>" "<small>{why}</small></button> }
        .into_any()
}
