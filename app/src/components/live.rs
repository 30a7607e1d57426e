//! Open pages notice when something has changed.

use crate::api;
use leptos::prelude::*;
use std::time::Duration;

/// How often an open, visible page asks whether anything has changed.
const INTERVAL: Duration = Duration::from_secs(4);

/// Tells the resources that follow it to read again when what is known has changed.
#[derive(Clone, Copy)]
pub struct Live {
    changes: RwSignal<u32>,
    seen: StoredValue<Option<u64>>,
}

impl Live {
    fn new() -> Self {
        Self {
            changes: RwSignal::new(0),
            seen: StoredValue::new(None),
        }
    }

    /// Starts to watch; for the frame alone.
    pub fn provide() -> Self {
        let live = Self::new();
        provide_context(live);
        Effect::new(move |_| {
            if let Ok(handle) = set_interval_with_handle(move || live.look(), INTERVAL) {
                on_cleanup(move || handle.clear());
            }
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
    fn look(self) {
        if document().hidden() {
            return;
        }
        leptos::task::spawn_local(async move {
            let Ok(version) = api::frame::get_version().await else {
                return;
            };
            let changed = self.seen.try_get_value().is_some_and(|seen| seen != Some(version));
            if changed {
                self.seen.set_value(Some(version));
                self.changes.update(|changes| *changes += 1);
            }
        });
    }
}
