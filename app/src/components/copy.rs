//! Copying with one click.

use leptos::prelude::*;

/// A button that copies `text`; `what` names it for those who don't see it. Without JavaScript it is not shown.
#[component]
pub fn Copy(
    #[prop(into)] text: String,
    #[prop(into)] what: String,
    /// The button's text; a small sign beside a value without it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let class = if label.is_some() { "btn copy" } else { "copy" };
    let word = label.unwrap_or_else(|| "Copy".to_owned());
    let copy = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            if write_to_clipboard(&text).await {
                copied.set(true);
                set_timeout(move || _ = copied.try_set(false), std::time::Duration::from_secs(2));
            }
        });
    };
    view! {
        <button type="button" class=class aria-label=format!("Copy {what}") on:click=copy>
            <span aria-live="polite">{move || if copied.get() { "Copied".to_owned() } else { word.clone() }}</span>
        </button>
    }
}

/// Whether the browser let us.
#[cfg(feature = "hydrate")]
async fn write_to_clipboard(text: &str) -> bool {
    let promise = window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// The server has no clipboard; no click happens there.
#[cfg(not(feature = "hydrate"))]
async fn write_to_clipboard(_text: &str) -> bool {
    false
}

/// A value in the fixed-width type, with its copy button.
#[component]
pub fn Id(#[prop(into)] value: String, #[prop(into)] what: String) -> impl IntoView {
    view! { <span class="id"><code>{value.clone()}</code><Copy text=value what=what/></span> }
}
