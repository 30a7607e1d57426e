//! The person at the top right: who you are, where to see more of that, and the way out.

use super::{badge::Badge, capability::Capability, role::RoleBadge, session::Session};
use crate::components::awaited::awaited;
use crate::{
    model::{
        access::Permission,
        badge::{Badge as BadgeModel, Tone},
        session::{SignIn, You},
    },
    routes,
    theme::ThemeChoice,
};
use leptos::{html::Details, prelude::*};
use leptos_router::hooks::use_location;

/// The page for admins.
const EVERYONES: &str = "Everyone’s sessions";

/// The menu; opens without JavaScript too.
#[component]
pub fn PersonMenu() -> impl IntoView {
    let session = Session::from_context();
    let details = NodeRef::<Details>::new();
    let path = use_location().pathname;
    // The router changes the page under the menu.
    Effect::new(move |_| {
        path.track();
        if let Some(details) = details.get_untracked() {
            // Nothing to be done where an attribute can't be removed.
            drop(details.remove_attribute("open"));
        }
    });
    let content = move || {
        let you = session.you();
        async move {
            match you.await {
                Ok(you) => menu(you, details).into_any(),
                Err(_) => {
                    view! { <a class="btn" href=routes::SIGN_IN rel="external">"Sign in"</a><ThemeChoice/> }.into_any()
                }
            }
        }
    };
    awaited(content)
}

fn menu(you: You, details: NodeRef<Details>) -> impl IntoView {
    let read_only = you.access.read_only.then(|| {
        view! { <Badge badge=BadgeModel::new(Tone::Wait, "Read-only", "Whoever runs Frontdesk has set it so: nobody can change anything.")/> }
    });
    let way_out = (you.sign_in != SignIn::None).then(|| {
        view! {
            <form method="post" action=routes::SIGN_OUT>
                <button class="btn">"Sign out"</button>
            </form>
        }
    });
    let role = you.person.role;
    view! {
        {read_only}
        <details class="menu person" node_ref=details>
            <summary class="btn">
                <span class="hidden">"You: "</span><span class="who">{you.person.name.clone()}</span>" "<RoleBadge role=role/>
            </summary>
            <div class="sheet-menu">
                <p><b>{you.person.name}</b>{you.person.email.map(|email| view! { <small>{email}</small> })}</p>
                <a href=routes::ACCOUNT>"Your account"</a>
                <Capability access=you.access permission=Permission::ManageSessions label=EVERYONES>
                    <a href=routes::SESSIONS>{EVERYONES}</a>
                </Capability>
                <ThemeChoice/>
                {way_out}
            </div>
        </details>
    }
}
