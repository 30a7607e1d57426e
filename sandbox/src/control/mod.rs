//! The simulated AWS from behind: its clock, rates, faults and record of calls, at `/_sandbox`.
//! No AWS service has a path that begins so.

mod body;
mod calls;
mod clock;
mod dns;
mod dns_documents;
mod error;
mod faults;
mod guard;
mod index;
mod mail;
pub mod moment;
mod path;
mod query;
mod settings;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::any;
use time::OffsetDateTime;

use crate::calls::CallLog;
use crate::clock::SimulatedClock;
use crate::fault::Faults;
use crate::quota::{Quotas, Rates};
use crate::server::World;
use body::Body;
use error::Error;
use path::Path;
use query::Query;

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
    pub fn new(clock: SimulatedClock, rates: Rates) -> Self {
        Self {
            clock,
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

/// Everything under `/_sandbox`.
pub fn router(world: Arc<World>) -> Router {
    index::router()
        .route("/_sandbox/", any(not_found))
        .route("/_sandbox/{*path}", any(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .route_layer(from_fn(guard::guard))
        .with_state(world)
}

async fn not_found() -> Error {
    Error::NotFound("there is nothing here; GET /_sandbox tells what there is".to_owned())
}

async fn method_not_allowed() -> Error {
    Error::MethodNotAllowed
}
