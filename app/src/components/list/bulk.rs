//! Selecting rows of a list, and what is done with all of them.

use crate::{
    components::capability::Capability,
    model::{access::Access, change::Action, list::ListQuery},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The id of the form that the boxes belong to.
const FORM: &str = "bulk";

/// What is selected. The page keeps it: rows come and go while it is open.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<BTreeSet<String>>);

impl Selection {
    /// Nothing is selected; for the list's page.
    pub fn provide() -> Self {
        let selection = Self(RwSignal::new(BTreeSet::new()));
        provide_context(selection);
        selection
    }
}

/// The box of a row; `value` is what is sent, `name` what people call it.
#[component]
pub fn RowBox(value: String, name: String) -> impl IntoView {
    let Selection(selected) = expect_context();
    let (mine, sent) = (value.clone(), value.clone());
    let on_change = move |event| {
        let is_chosen = event_target_checked(&event);
        selected.update(|selected| {
            if is_chosen {
                selected.insert(value.clone());
            } else {
                selected.remove(&value);
            }
        });
    };
    view! {
        <input type="checkbox" class="row-box" name="users" form=FORM value=sent aria-label=format!("Select {name}")
            prop:checked=move || selected.read().contains(&mine) on:change=on_change/>
    }
}

/// The buttons: each for what is selected, and for all that the filter finds. Without JavaScript they are always there.
#[component]
pub fn BulkBar(access: Access, actions: Vec<(Action, &'static str)>, query: ListQuery, matched: u32) -> impl IntoView {
    let Selection(selected) = expect_context();
    let count = move || match selected.read().len() {
        0 => "selected".to_owned(),
        count => format!("{count} selected"),
    };
    let found = crate::components::thousands(matched);
    let buttons = actions.into_iter().map(move |(action, verb)| {
        let found = found.clone();
        view! {
            <Capability access=access.clone() permission=action.permission() label=verb>
                <button class="btn" form=FORM formaction=action.submit_path() >{verb}" "{count}</button>
                " "
                <button class="btn" form=FORM formaction=action.submit_path() name="all" value="true">{verb}" all "{found.clone()}</button>
            </Capability>
        }
    });
    view! {
        <form id=FORM method="post" class="actions">
            <input type="hidden" name="query" value=query.to_query()/>
            {buttons.collect_view()}
        </form>
    }
}
