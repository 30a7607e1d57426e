//! Copying with one click.

use leptos::prelude::*;

/// A button that copies `text`; `what` goes on where the label ends, for those who don't see what it stands beside. Without
/// JavaScript it is not shown.
#[component]
pub fn Copy(
    #[prop(into)] text: String,
    #[prop(into)] what: String,
    /// The button's text; a small sign beside a value without it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    // How the last click ended, for two seconds.
    let outcome = RwSignal::new(None);
    let class = if label.is_some() { "btn copy" } else { "copy" };
    let word = label.unwrap_or_else(|| "Copy".to_owned());
    let copy = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let copied = write_to_clipboard(&text).await;
            outcome.set(Some(if copied { "Copied" } else { "Can't copy: select it" }));
            set_timeout(move || _ = outcome.try_set(None), std::time::Duration::from_secs(2));
        });
    };
    view! {
        <button type="button" class=class on:click=copy>
            <span aria-live="polite">{move || outcome.get().map_or_else(|| word.clone(), str::to_owned)}</span>
            <span class="hidden">" "{what}</span>
        </button>
    }
}

/// Whether the browser let us; pages of an insecure origin have no clipboard at all.
#[cfg(feature = "hydrate")]
async fn write_to_clipboard(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
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
