//! What time it is. Injected, so that a test decides.

mod simulated;

use std::sync::Arc;

use time::OffsetDateTime;

pub use simulated::{Change, ClockError, Reading, SimulatedClock};

/// Tells the time to the simulated AWS.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> OffsetDateTime;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> OffsetDateTime {
        self.as_ref().now()
    }
}
