//! The simulated AWS as a whole: what it holds, and how it is served.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use axum::Router;
use tokio::net::TcpListener;

use crate::generator::Generator;
use crate::{Clock, Seed, SystemClock, connect, sesv2, wire, workspaces};

/// A simulated AWS. Clones share what it holds.
#[derive(Clone)]
pub struct Sandbox(Arc<World>);

/// Everything there is. One lock a service: no operation touches two of them.
pub struct World {
    pub(crate) connect: RwLock<connect::State>,
    pub(crate) sesv2: RwLock<sesv2::State>,
    pub(crate) workspaces: RwLock<workspaces::State>,
    requests: AtomicU64,
}

impl Sandbox {
    /// Starts with what `seed` describes, on the clock of the machine.
    pub fn new(seed: Seed) -> Self {
        Self::with_clock(seed, SystemClock)
    }

    /// Starts with what `seed` describes; every timestamp is an offset from `clock`'s present.
    pub fn with_clock(seed: Seed, clock: impl Clock + 'static) -> Self {
        Self(Arc::new(World {
            connect: RwLock::new(seed.connect(clock.now())),
            sesv2: RwLock::new(seed.sesv2(clock.now())),
            workspaces: RwLock::new(Seed::workspaces()),
            requests: AtomicU64::new(0),
        }))
    }

    /// Answers every AWS request, whatever its path.
    pub fn router(&self) -> Router {
        Router::new().fallback(wire::handle).with_state(Arc::clone(&self.0))
    }
}

impl World {
    /// A new `x-amzn-RequestId`.
    pub(crate) fn next_request_id(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        Generator::new(&["request", &number.to_string()]).uuid()
    }
}

/// Serves until `shutdown` resolves, then finishes the requests that have begun.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, sandbox.router())
        .with_graceful_shutdown(shutdown)
        .await
}
