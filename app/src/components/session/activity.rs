//! Whether somebody is at work on the page: what they do by hand, not what the page does by itself.

use super::Session;
use leptos::{ev, prelude::*};

/// Listens for as long as the frame stands. Moving the pointer does not count (a page that changes under a resting one looks
/// the same), nor does `scroll` (pages scroll by themselves); what a hand does to scroll does.
pub(super) fn listen(session: Session) {
    let on = move |is_trusted: bool| {
        // A script can't keep a session alive.
        if is_trusted {
            session.is_used();
        }
    };
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| on(event.is_trusted()));
        let pointer = window_event_listener(ev::pointerdown, move |event| on(event.is_trusted()));
        let wheel = window_event_listener(ev::wheel, move |event| on(event.is_trusted()));
        on_cleanup(move || {
            keys.remove();
            pointer.remove();
            wheel.remove();
        });
    });
}
