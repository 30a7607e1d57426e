//! The session behind an open page: who is at it, when it ends, and whether it has.

mod activity;
mod notices;

pub use notices::{SessionNotices, sign_in};

use super::answer::{Answer, asked_once};
use crate::{
    api,
    error::AppError,
    model::{
        session::{SessionEnd, SignIn, You},
        session_warning::Warning,
        time::Timestamp,
    },
};
use leptos::prelude::*;
use std::{future::Future, time::Duration};

/// How often the page looks at the clock.
const TICK: Duration = Duration::from_secs(1);

/// How long what the server said of the end is believed once the end is near: another tab may have put it off.
const BELIEVED: i64 = 5_000;

/// The same while only the browser's clock says that the end is near.
const UNCONFIRMED: i64 = 2_000;

/// An activity within this of the last one that was sent is not sent.
const QUIET: i64 = 60_000;

/// The session, for everything in the frame.
#[derive(Clone, Copy)]
pub struct Session {
    /// Who is at it, as the page was drawn.
    first: Answer<You>,
    /// The same, where it is different by now.
    revised: RwSignal<Option<You>>,
    /// When it ends, as the server said last.
    ends: RwSignal<Option<SessionEnd>>,
    /// The browser's time when the server said so.
    told_at: StoredValue<i64>,
    /// The browser's time when it was last asked.
    asked_at: StoredValue<i64>,
    /// The browser's time when something done was last sent.
    sent_at: StoredValue<i64>,
    /// What to say of its end, when that is near.
    warning: RwSignal<Option<Warning>>,
    /// Why the server answers no longer: nobody is signed in, or they may not even read.
    refused: RwSignal<Option<AppError>>,
    /// Counts how often it has answered again.
    returns: RwSignal<u32>,
}

impl Session {
    /// Asks who is at the page, and watches; for the frame alone.
    pub fn provide() -> Self {
        let session = Self {
            first: asked_once(api::sessions::get_you),
            revised: RwSignal::new(None),
            ends: RwSignal::new(None),
            told_at: StoredValue::new(0),
            asked_at: StoredValue::new(0),
            sent_at: StoredValue::new(0),
            warning: RwSignal::new(None),
            refused: RwSignal::new(None),
            returns: RwSignal::new(0),
        };
        provide_context(session);
        Effect::new(move |_| match session.first.get() {
            Some(Ok(you)) => {
                // Opening the page was something done.
                session.sent_at.set_value(browser_time());
                session.hear(you.ends);
            }
            Some(Err(error)) => session.is_refused(error),
            None => {}
        });
        Effect::new(move |_| {
            if let Ok(handle) = set_interval_with_handle(move || session.tick(), TICK) {
                on_cleanup(move || handle.clear());
            }
        });
        activity::listen(session);
        session
    }

    /// The frame's session; pages outside a frame have none.
    pub fn from_context() -> Self {
        expect_context()
    }

    /// The same, where there may be none yet.
    pub fn try_from_context() -> Option<Self> {
        use_context()
    }

    /// Who is at it, and what they may do. Called inside a reactive scope, that is told when it changes.
    pub fn you(self) -> impl Future<Output = Result<You, AppError>> + Send {
        let revised = self.revised.try_get().flatten();
        async move {
            match revised {
                Some(you) => Ok(you),
                None => self.first.await,
            }
        }
    }

    /// When it ends, once the browser was told; reactive.
    pub fn ends(self) -> Option<SessionEnd> {
        self.ends.get()
    }

    /// Counts how often the server has answered again after it had refused to; reactive.
    pub fn returns(self) -> u32 {
        self.returns.get()
    }

    /// Whether the server refused when it was last asked.
    pub fn is_over(self) -> bool {
        self.refused.try_get_untracked().flatten().is_some()
    }

    /// Takes in what a server function said instead of an answer; while the server draws a page, that says so itself.
    pub fn notice(self, error: &AppError) {
        match error {
            _ if cfg!(feature = "ssr") => {}
            AppError::SignedOut => self.is_refused(error.clone()),
            // What the page shows as allowed may no longer be.
            AppError::Forbidden(_) => self.ask(),
            _ => {}
        }
    }

    /// Takes in that the server has answered; says whether it had refused before.
    pub fn has_answered(self) -> bool {
        if !self.is_over() {
            return false;
        }
        self.refused.set(None);
        self.returns.update(|returns| *returns += 1);
        // It may be somebody else who has signed in.
        self.ask();
        true
    }

    /// Takes in that somebody is at work, and says so to the server, at most once a minute.
    fn is_used(self) {
        let now = browser_time();
        if document().hidden() || self.is_over() || !self.has_end() || now - self.sent_at.get_value() < QUIET {
            return;
        }
        self.stay();
    }

    /// Puts the idle end off.
    fn stay(self) {
        self.sent_at.set_value(browser_time());
        leptos::task::spawn_local(async move {
            match api::sessions::still_here().await {
                Ok(ends) => self.hear(ends),
                Err(error) => self.notice(&error),
            }
        });
    }

    /// Asks who is at it, and when it ends.
    pub fn ask(self) {
        self.asked_at.set_value(browser_time());
        leptos::task::spawn_local(async move {
            match api::sessions::get_you().await {
                Ok(you) => {
                    self.hear(you.ends);
                    if self.known().is_none_or(|known| !is_same(&known, &you)) {
                        self.revised.set(Some(you));
                    }
                }
                Err(error @ (AppError::SignedOut | AppError::Forbidden(_))) => self.is_refused(error),
                Err(_) => {}
            }
        });
    }

    fn is_refused(self, error: AppError) {
        self.warning.set(None);
        // Setting it anew would draw its notice anew, and have it read out again.
        if self.refused.get_untracked().as_ref() != Some(&error) {
            self.refused.set(Some(error));
        }
    }

    fn hear(self, ends: SessionEnd) {
        self.told_at.set_value(browser_time());
        self.ends.set(Some(ends));
        self.tick();
    }

    /// Shows the warning when it is due and the server says so too; the browser's own clock may be anything.
    fn tick(self) {
        let Some(ends) = self.ends.get_untracked().filter(|_| self.has_end() && !self.is_over()) else {
            return;
        };
        let here = browser_time();
        let now = Timestamp::from_millis(ends.now.as_millis() + here - self.told_at.get_value());
        let due = Warning::due(&ends, now);
        let confirmed = due.filter(|_| Warning::due(&ends, ends.now).is_some());
        let believed = if confirmed == due { BELIEVED } else { UNCONFIRMED };
        let last = self.told_at.get_value().max(self.asked_at.get_value());
        if due.is_some() && here - last > believed && !document().hidden() {
            self.ask();
        }
        if self.warning.get_untracked() != confirmed {
            self.warning.set(confirmed);
        }
    }

    fn known(self) -> Option<You> {
        let first = || untrack(|| self.first.get())?.ok();
        self.revised.get_untracked().or_else(first)
    }

    /// Where nobody signs in, nothing ends.
    fn has_end(self) -> bool {
        self.known().is_some_and(|you| you.sign_in != SignIn::None)
    }
}

fn is_same(one: &You, other: &You) -> bool {
    (&one.person, &one.access, one.sign_in) == (&other.person, &other.access, other.sign_in)
}

/// What the browser takes for the time, in milliseconds since 1970: to measure how long ago something was, no more.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
pub fn browser_time() -> i64 {
    web_sys::js_sys::Date::now() as i64
}
