//! Where the keyboard's focus goes.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

/// Moves the focus to what a CSS selector finds, once the page shows what has just changed.
pub fn focus_soon(selector: String) {
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(field) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A browser that can't focus it leaves the focus where it is.
            drop(field.focus());
        }
    });
}
