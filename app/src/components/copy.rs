//! Copying with one click.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

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
    let class = if label.is_some() { "btn copy" } else { "copy" };
    let word = label.unwrap_or_else(|| "Copy".to_owned());
    let usual = word.clone();
    let copy = move |event: web_sys::MouseEvent| {
        let (text, usual, said) = (text.clone(), usual.clone(), said_by(&event));
        leptos::task::spawn_local(async move {
            let copied = write_to_clipboard(&text).await;
            say(said.as_ref(), if copied { "Copied" } else { "Can't copy: select it" });
            set_timeout(move || say(said.as_ref(), &usual), SAID_FOR);
        });
    };
    view! {
        <button type="button" class=class on:click=copy>
            <span aria-live="polite">{word}</span>
            <span class="hidden">" "{what}</span>
        </button>
    }
}

/// How long a button says how the last click ended.
const SAID_FOR: Duration = Duration::from_secs(2);

/// What the button that was clicked says. It is changed in place, and not as a view that reacts: that would be made anew with
/// everything around it, each time that something on the page changes, and read out each time.
fn said_by(click: &web_sys::MouseEvent) -> Option<Node> {
    let clicked: Element = click.target()?.dyn_into().ok()?;
    let button = clicked.closest("button").ok()??;
    button.query_selector("[aria-live]").ok()??.first_child()
}

fn say(said: Option<&Node>, word: &str) {
    if let Some(said) = said {
        said.set_node_value(Some(word));
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
