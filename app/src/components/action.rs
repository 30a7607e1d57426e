//! Links to the forms of actions, disabled with the reason for those who may not.

use super::capability::Capability;
use crate::{
    model::{
        access::Access,
        change::{Action, Subject},
    },
    routes,
};
use leptos::prelude::*;

/// A link to the form of `action` about `subject`.
#[component]
pub fn ActionLink(
    access: Access,
    action: Action,
    subject: Subject,
    /// What it says; the action's own label without it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Whether it is what most people come for.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| action.label().to_owned());
    let (href, text) = (routes::form(action, &subject), label.clone());
    let class = if main { "btn main" } else { "btn" };
    view! {
        <Capability access=access permission=action.permission() label=label>
            <a class=class href=href.clone()>{text.clone()}</a>
        </Capability>
    }
}
