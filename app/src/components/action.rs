//! Links to the forms of actions, disabled with the reason for those who may not.

use super::capability::{Capability, disabled};
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
    /// What the form's address says besides, such as `&policy=partner`.
    #[prop(optional, into)]
    more: String,
    /// Why it can't be done now, if it can't.
    #[prop(default = None)]
    impossible: Option<String>,
    /// Whether it is what most people come for.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| action.label().to_owned());
    let href = format!("{}{more}", routes::form(action, &subject));
    let text = label.clone();
    let class = if main { "btn main" } else { "btn" };
    view! {
        <Capability access=access permission=action.permission() label=label>
            {match impossible.clone() {
                Some(why) => disabled(text.clone(), why),
                None => view! { <a class=class href=href.clone()>{text.clone()}</a> }.into_any(),
            }}
        </Capability>
    }
}
