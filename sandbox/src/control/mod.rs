//! The simulated AWS from behind: its clock, rates, faults and record of calls, at `/_sandbox`.
//! No AWS service has a path that begins so.

mod body;
mod calls;
mod clock;
mod error;
mod faults;
mod guard;
mod index;
mod query;
mod settings;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{any, get};
use time::OffsetDateTime;

use crate::calls::CallLog;
use crate::clock::{Clock, SimulatedClock};
use crate::fault::Faults;
use crate::quota::{Quotas, Rates};
use error::Error;

/// What can be changed while the simulated AWS runs.
#[derive(Debug)]
pub struct Controls {
    /// What time it is.
    pub clock: SimulatedClock,
    /// How often an operation may be called.
    pub quotas: Quotas,
    /// What was called.
    pub calls: CallLog,
    /// What goes wrong.
    pub faults: Faults,
    list_delay_ms: AtomicU64,
}

impl Controls {
    /// On `clock`, with `rates`; nothing recorded, nothing that goes wrong, lists without delay.
    pub fn new(clock: impl Clock + 'static, rates: Rates) -> Self {
        Self {
            clock: SimulatedClock::new(clock),
            quotas: Quotas::new(rates),
            calls: CallLog::default(),
            faults: Faults::default(),
            list_delay_ms: AtomicU64::new(0),
        }
    }

    /// How long a change takes to appear in list and search calls, in simulated time.
    pub fn list_delay(&self) -> Duration {
        Duration::from_millis(self.list_delay_ms.load(Ordering::Relaxed))
    }

    /// When a change that is made `now` begins to appear in list and search calls.
    pub fn listed_from(&self, now: OffsetDateTime) -> OffsetDateTime {
        let delay = time::Duration::try_from(self.list_delay());
        now.saturating_add(delay.unwrap_or(time::Duration::MAX))
    }

    fn set_list_delay_ms(&self, delay: u64) {
        self.list_delay_ms.store(delay, Ordering::Relaxed);
    }
}

/// Everything under `/_sandbox`; `others` are the routes of what has a control of its own.
pub fn router(controls: Arc<Controls>, others: Router) -> Router {
    Router::new()
        .route("/_sandbox", get(index::show))
        .route("/_sandbox/clock", get(clock::show).put(clock::change))
        .route("/_sandbox/calls", get(calls::list).delete(calls::clear))
        .route(
            "/_sandbox/faults",
            get(faults::list).post(faults::create).delete(faults::clear),
        )
        .route("/_sandbox/faults/{id}", get(faults::show).delete(faults::remove))
        .route("/_sandbox/settings", get(settings::show).put(settings::change))
        .route("/_sandbox/", any(not_found))
        .route("/_sandbox/{*path}", any(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(controls)
        .merge(others)
        .route_layer(from_fn(guard::guard))
}

async fn not_found() -> Error {
    Error::NotFound("there is nothing here; GET /_sandbox tells what there is".to_owned())
}

async fn method_not_allowed() -> Error {
    Error::MethodNotAllowed
}
