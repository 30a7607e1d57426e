//! Points in time.

use super::badge::Unset;
use crate::model::time::Timestamp;
use leptos::prelude::*;

/// How long ago, with the exact time for the pointer and for machines.
#[component]
pub fn Ago(at: Option<Timestamp>, now: Timestamp) -> impl IntoView {
    match at {
        Some(at) => view! { <time datetime=at.iso() title=at.display()>{at.ago(now)}</time> }.into_any(),
        None => view! { <Unset/> }.into_any(),
    }
}

/// The exact time, and how long ago where that is recent.
#[component]
pub fn At(at: Option<Timestamp>, now: Timestamp) -> impl IntoView {
    match at {
        Some(at) => {
            let ago = at
                .ago_if_recent(now)
                .map(|ago| view! { <span class="muted">" · "{ago}</span> });
            view! { <time datetime=at.iso()>{at.display()}</time>{ago} }.into_any()
        }
        None => view! { <Unset/> }.into_any(),
    }
}
