//! What can be done about a change that was made: undo it, or try again what failed.

use super::capability::Capability;
use crate::{
    model::{
        access::Access,
        change::{Record, Undo},
    },
    routes,
};
use leptos::prelude::*;

/// "Undo", where that is possible; to whoever may not, what it takes. Undoing is reviewed like any other change.
pub fn undo(record: &Record, access: Access) -> AnyView {
    match &record.undo {
        Undo::By(action) if record.outcome.did_something() => {
            let id = record.id.clone();
            view! {
                <Capability access=access permission=action.permission() label="Undo">
                    {form(routes::UNDO, id.clone(), "Undo")}
                </Capability>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

/// "Try again what failed", where something did.
pub fn retry(record: &Record, access: Access) -> AnyView {
    const LABEL: &str = "Try again what failed";
    if !record.outcome.left_something() {
        return ().into_any();
    }
    let id = record.id.clone();
    view! {
        <Capability access=access permission=record.action.permission() label=LABEL>
            {form(routes::RETRY, id.clone(), LABEL)}
        </Capability>
    }
    .into_any()
}

fn form(action: &'static str, change: String, label: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="change" value=change/>
            <button class="btn">{label}</button>
        </form>
    }
}
