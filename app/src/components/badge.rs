//! Badges: colour, shape and word.

use crate::model::badge::Badge as BadgeModel;
use leptos::prelude::*;

/// A state in a word; the pointer resting on it says what it means.
#[component]
pub fn Badge(badge: BadgeModel) -> impl IntoView {
    view! { <span class=format!("badge {}", badge.tone.class()) title=badge.meaning>{badge.word}</span> }
}

/// A value that Frontdesk has not read yet.
#[component]
pub fn Checking() -> impl IntoView {
    view! { <span class="checking" title="Not read from AWS yet; it fills in by itself.">"checking…"</span> }
}

/// A value that is not set.
#[component]
pub fn Unset() -> impl IntoView {
    view! { <span class="none"><span aria-hidden="true">"—"</span><span class="hidden">"not set"</span></span> }
}

/// Text, or the sign for a value that is not set.
pub fn text_or_unset(text: Option<&str>) -> AnyView {
    match text {
        Some(text) if !text.is_empty() => text.to_owned().into_any(),
        _ => view! { <Unset/> }.into_any(),
    }
}
