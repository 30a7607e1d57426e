//! Open pages notice when something has changed: the server tells them, and where it can't, they ask.

mod stream;

use super::session::Session;
use crate::{
    api,
    model::changed::{Changed, Topic, Topics},
};
use leptos::{ev, prelude::*};
use std::time::Duration;

/// How often a visible page looks whether it is told of changes, and asks where it is not.
const INTERVAL: Duration = Duration::from_secs(4);

/// Of so many looks one asks while the server refuses to answer: nobody is signed in, and asking does not change that.
const PATIENCE: u32 = 4;

/// Tells the resources that follow it to read again when what they are about has changed.
#[derive(Clone, Copy)]
pub struct Live {
    changes: RwSignal<[u32; Topic::ALL.len()]>,
    seen: StoredValue<Option<u64>>,
    looks: StoredValue<u32>,
}

impl Live {
    fn new() -> Self {
        Self {
            changes: RwSignal::new([0; Topic::ALL.len()]),
            seen: StoredValue::new(None),
            looks: StoredValue::new(0),
        }
    }

    /// Starts to watch; for the frame alone.
    pub fn provide(session: Session) -> Self {
        let live = Self::new();
        provide_context(live);
        Effect::new(move |_| {
            live.listen(session);
            if let Ok(handle) = set_interval_with_handle(move || live.look(session), INTERVAL) {
                on_cleanup(move || handle.clear());
            }
            let visibility = window_event_listener_untyped("visibilitychange", move |_| live.listen(session));
            on_cleanup(move || visibility.remove());
            // Signing out ends what is told before the page is gone; a click that only saves a file ends it for one look.
            let leaving = window_event_listener_untyped("beforeunload", |_| stream::close());
            on_cleanup(move || leaving.remove());
            // Whoever has signed in again in another tab comes back to this one.
            let focus = window_event_listener(ev::focus, move |_| {
                if session.is_over() {
                    live.ask(session);
                }
            });
            on_cleanup(move || focus.remove());
            on_cleanup(stream::close);
        });
        live
    }

    /// The frame's watch.
    pub fn from_context() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Counts the changes of what `topics` are about; whoever asks inside a reactive scope is told of the next one.
    pub fn changes(self, topics: Topics) -> u32 {
        let of = |topic: Topic| self.changes.read()[topic.index()];
        topics.iter().map(of).fold(0, u32::wrapping_add)
    }

    /// The version that the page was drawn from. Later ones are learned by being told, so that no answer is older than what
    /// counts as seen.
    pub fn start_from(self, version: u64) {
        self.seen.update_value(|seen| *seen = seen.or(Some(version)));
    }

    /// Listens while somebody looks at the page: a browser has six connections to one server, for all its tabs.
    fn listen(self, session: Session) {
        if document().hidden() {
            stream::close();
        } else if !session.is_over() {
            stream::open(self, session);
        }
    }

    /// Asks the server where it does not tell, unless nobody looks at the page.
    fn look(self, session: Session) {
        let looks = self.looks.try_update_value(|looks| {
            *looks = looks.wrapping_add(1);
            *looks
        });
        let is_due = !session.is_over() || looks.is_some_and(|looks| looks.is_multiple_of(PATIENCE));
        if document().hidden() || stream::is_alive() || !is_due {
            return;
        }
        self.ask(session);
        if !session.is_over() {
            stream::try_again(self, session);
        }
    }

    fn ask(self, session: Session) {
        leptos::task::spawn_local(async move {
            let version = match api::frame::get_version().await {
                Ok(version) => version,
                Err(error) => return session.notice(&error),
            };
            let is_back = session.has_answered();
            // Not what has changed, only that something has.
            let changed = self.seen.try_get_value().is_some_and(|seen| seen != Some(version));
            if changed || is_back {
                let topics = Topics::EVERYTHING;
                self.take_in(session, Changed { version, topics });
            }
            if is_back {
                self.listen(session);
            }
        });
    }

    /// Takes in what the server told.
    fn take_in(self, session: Session, changed: Changed) {
        self.seen.set_value(Some(changed.version));
        if changed.topics.contains(Topic::You) {
            session.ask();
        }
        if !changed.topics.is_empty() {
            self.changes.update(|changes| {
                for topic in changed.topics.iter() {
                    changes[topic.index()] = changes[topic.index()].wrapping_add(1);
                }
            });
        }
    }
}
