//! The stream by which the server tells an open page what has changed, one a tab. A browser's own way to connect again differs from
//! browser to browser and never tells why it could not: here a stream that broke off is opened anew, and one that can't be had is
//! tried again more and more seldom, while the page asks.

use super::Live;
use crate::{
    components::session::{Session, browser_time},
    model::changed::Changed,
    routes,
    wire::from_json,
};
use leptos::prelude::GetValue;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// The server says something every 15 seconds: whoever hears nothing for so long, in milliseconds, is alone.
const SILENCE: i64 = 40_000;

/// The most looks that pass until it is tried again.
const SELDOM: u32 = 16;

thread_local! {
    /// This tab's; the server has none.
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
    /// How often in a row it could not be had, and how many looks are to pass until it is tried again.
    static FAILURES: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

struct Stream {
    source: EventSource,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn()>,
    /// The browser's time when something was last heard.
    heard_at: Option<i64>,
    /// Whether the page has looked since it was opened.
    was_looked_at: bool,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Opens the stream, if it is not.
pub(super) fn open(live: Live, session: Session) {
    if STREAM.with_borrow(Option::is_some) {
        return;
    }
    let since = live.seen.try_get_value().flatten();
    // A browser without any goes on asking.
    let Ok(source) = EventSource::new(&routes::events(since)) else {
        return;
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        if let Some(changed) = read(&message) {
            is_heard();
            live.take_in(session, changed);
        }
    });
    let on_error = Closure::<dyn Fn()>::new(move || broke_off(live, session));
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let stream = Stream {
        source,
        _on_message: on_message,
        _on_error: on_error,
        heard_at: None,
        was_looked_at: false,
    };
    STREAM.set(Some(stream));
}

/// Closes it, if it is open.
pub(super) fn close() {
    drop(STREAM.take());
    FAILURES.set((0, 0));
}

/// Whether the page is told of changes; to be asked at each look.
pub(super) fn is_alive() -> bool {
    STREAM.with_borrow_mut(|stream| {
        let Some(stream) = stream else { return false };
        let is_alive = stream.heard_at.is_some_and(|at| browser_time() - at < SILENCE);
        stream.was_looked_at |= is_alive;
        is_alive
    })
}

/// Opens it where it is not alive, if it is time to try again.
pub(super) fn try_again(live: Live, session: Session) {
    let (failures, pause) = FAILURES.get();
    if pause > 0 {
        FAILURES.set((failures, pause - 1));
        return;
    }
    let is_new = STREAM.with_borrow_mut(|stream| {
        let was_looked_at = |stream: &mut Stream| std::mem::replace(&mut stream.was_looked_at, true);
        stream.as_mut().is_some_and(|stream| !was_looked_at(stream))
    });
    if is_new {
        return;
    }
    if let Some(silent) = STREAM.take() {
        drop(silent);
        has_failed();
    } else {
        open(live, session);
    }
}

fn is_heard() {
    FAILURES.set((0, 0));
    STREAM.with_borrow_mut(|stream| {
        if let Some(stream) = stream {
            stream.heard_at = Some(browser_time());
        }
    });
}

/// The server ended it, the connection is lost, or it could not be had.
fn broke_off(live: Live, session: Session) {
    let Some(stream) = STREAM.take() else { return };
    let was_steady = stream.was_looked_at && stream.heard_at.is_some();
    if was_steady && !session.is_over() {
        // What was missed is told first.
        open(live, session);
        return;
    }
    has_failed();
    // A stream does not say why it ended, nor whether anybody is signed in.
    if !session.is_over() {
        live.ask(session);
    }
}

fn has_failed() {
    let (failures, _) = FAILURES.get();
    let pause = 1_u32.checked_shl(failures).map_or(SELDOM, |looks| looks.min(SELDOM));
    FAILURES.set((failures + 1, pause - 1));
}

fn read(message: &MessageEvent) -> Option<Changed> {
    from_json(message.data().as_string()?.as_bytes()).ok()
}
