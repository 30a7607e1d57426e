//! The time that passes between calls. It is injected: that of a simulated AWS need not be the machine's.

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Measures time, and waits.
pub trait Timer: Send + Sync + 'static {
    /// The time since a moment that stays the same.
    fn elapsed(&self) -> Duration;

    /// Waits for this long.
    fn wait(&self, time: Duration) -> BoxFuture<'static, ()>;
}

/// The machine's.
pub(super) struct Machine(Instant);

impl Machine {
    /// Begins now.
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }
}

impl Timer for Machine {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn wait(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(sleep(time))
    }
}
