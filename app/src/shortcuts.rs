//! What the keyboard does anywhere on the page: with Ctrl or Cmd, K goes to the search and `/` to the list's filter; Escape
//! closes what is open, as a click elsewhere does. No letter alone is a shortcut: speech input types letters
//! (<https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html>).

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent, Node};

/// Listens for as long as the frame stands.
pub fn listen() {
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, |event| on_key(&event));
        let clicks = window_event_listener(ev::click, |event| {
            let clicked = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            close_menus(|menu| !menu.contains(clicked.as_ref()));
        });
        on_cleanup(move || {
            keys.remove();
            clicks.remove();
        });
    });
}

fn on_key(event: &KeyboardEvent) {
    let with_control = event.ctrl_key() || event.meta_key();
    let target = match event.key().as_str() {
        "Escape" => return close_menus(|_| true),
        "k" if with_control => "search",
        "/" if with_control => "filter",
        _ => return,
    };
    if let Some(input) = document().get_element_by_id(target) {
        event.prevent_default();
        focus(&input);
        // What is typed next takes the place of what was.
        if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    }
}

/// Closes the open menus that `which` picks; a menu that held the focus gives it back to its button.
fn close_menus(which: impl Fn(&Element) -> bool) {
    let menus = document().get_elements_by_class_name("menu");
    for menu in (0..menus.length())
        .filter_map(|at| menus.item(at))
        .filter(|menu| menu.has_attribute("open"))
    {
        if which(&menu) {
            let held_focus = menu.contains(document().active_element().as_deref());
            // Nothing to be done where an attribute can't be removed.
            drop(menu.remove_attribute("open"));
            if held_focus && let Ok(Some(button)) = menu.query_selector("summary") {
                focus(&button);
            }
        }
    }
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A browser that can't focus it leaves the focus where it is.
        drop(element.focus());
    }
}
