//! Sending authorization policies: who else may send as an identity.

use crate::{
    components::{action::ActionLink, copy::Copy, row::Card},
    model::{
        access::Access,
        change::{Action, Subject},
        forms::policy_text::formatted,
        identity::Details,
    },
    routes,
};
use leptos::prelude::*;

/// The policies, each with what can be done with it.
pub fn policies_card(subject: &Subject, details: &Details, access: &Access) -> impl IntoView + use<> {
    let (access, subject) = (access.clone(), subject.clone());
    let unverified =
        (!details.verified_for_sending).then(|| "SES takes policies for verified identities only.".to_owned());
    let policy = |(name, json): (&String, &String)| {
        let pretty = formatted(json);
        let link = |action: Action, verb: &str| {
            let (label, more) = (format!("{verb} {name}"), routes::of_policy(name));
            view! { <ActionLink access=access.clone() action=action subject=subject.clone() label=label more=more impossible=unverified.clone()/> }
        };
        view! {
            <div class="policy">
                <h3>{name.clone()}</h3>
                <pre tabindex="0" aria-label=format!("Policy {name}")>{pretty.clone()}</pre>
                <div class="actions">
                    <Copy text=pretty what=format!("the policy {name}") label="Copy"/>
                    {link(Action::EditPolicy, "Edit")}
                    {link(Action::DeletePolicy, "Delete")}
                </div>
            </div>
        }
    };
    let policies = if details.policies.is_empty() {
        view! { <p class="pad">"No sending policies: only this account sends from the identity."</p> }.into_any()
    } else {
        details.policies.iter().map(policy).collect_view().into_any()
    };
    let aside = move || {
        view! { <ActionLink access=access.clone() action=Action::EditPolicy subject=subject.clone() label="Create policy" more=routes::of_policy("") impossible=unverified.clone()/> }
    };
    view! { <Card title="Policies" aside=aside>{policies}</Card> }
}
