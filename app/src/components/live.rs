//! Open pages notice when something has changed.

use super::session::Session;
use crate::api;
use leptos::{ev, prelude::*};
use std::time::Duration;

/// How often an open, visible page asks whether anything has changed.
const INTERVAL: Duration = Duration::from_secs(4);

/// Of so many looks one asks while the server refuses to answer: nobody is signed in, and asking does not change that.
const PATIENCE: u32 = 4;

/// Tells the resources that follow it to read again when what is known has changed.
#[derive(Clone, Copy)]
pub struct Live {
    changes: RwSignal<u32>,
    seen: StoredValue<Option<u64>>,
    looks: StoredValue<u32>,
}

impl Live {
    fn new() -> Self {
        Self {
            changes: RwSignal::new(0),
            seen: StoredValue::new(None),
            looks: StoredValue::new(0),
        }
    }

    /// Starts to watch; for the frame alone.
    pub fn provide(session: Session) -> Self {
        let live = Self::new();
        provide_context(live);
        Effect::new(move |_| {
            if let Ok(handle) = set_interval_with_handle(move || live.look(session), INTERVAL) {
                on_cleanup(move || handle.clear());
            }
            // Whoever has signed in again in another tab comes back to this one.
            let focus = window_event_listener(ev::focus, move |_| {
                if session.is_over() {
                    live.ask(session);
                }
            });
            on_cleanup(move || focus.remove());
        });
        live
    }

    /// The frame's watch.
    pub fn from_context() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Counts the changes; whoever asks inside a reactive scope is told of the next one.
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    /// The version that the page was drawn from. Later ones are learned by asking, so that no answer is older than what
    /// counts as seen.
    pub fn start_from(self, version: u64) {
        self.seen.update_value(|seen| *seen = seen.or(Some(version)));
    }

    /// Asks the server, unless nobody looks at the page.
    fn look(self, session: Session) {
        let looks = self.looks.try_update_value(|looks| {
            *looks = looks.wrapping_add(1);
            *looks
        });
        let is_due = !session.is_over() || looks.is_some_and(|looks| looks.is_multiple_of(PATIENCE));
        if is_due && !document().hidden() {
            self.ask(session);
        }
    }

    fn ask(self, session: Session) {
        leptos::task::spawn_local(async move {
            let version = match api::frame::get_version().await {
                Ok(version) => version,
                Err(error) => return session.notice(&error),
            };
            let is_back = session.has_answered();
            let changed = self.seen.try_get_value().is_some_and(|seen| seen != Some(version));
            if changed || is_back {
                self.seen.set_value(Some(version));
                self.changes.update(|changes| *changes += 1);
            }
        });
    }
}
