//! The simulated AWS as a whole: what it holds, and how it is served.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use tokio::net::TcpListener;

use crate::account::Scope;
use crate::context::Context;
use crate::generator::Generator;
use crate::{Clock, Seed, SystemClock, connect, sesv2, wire, workspaces};

/// A simulated AWS. Clones share what it holds.
#[derive(Clone)]
pub struct Sandbox(Arc<World>);

/// Everything there is. One lock a service: no operation touches two of them.
pub struct World {
    pub(crate) connect: Mutex<connect::State>,
    pub(crate) sesv2: Mutex<sesv2::State>,
    pub(crate) workspaces: Mutex<workspaces::State>,
    clock: Box<dyn Clock>,
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
            connect: Mutex::new(seed.connect(clock.now())),
            sesv2: Mutex::new(seed.sesv2(clock.now())),
            workspaces: Mutex::new(Seed::workspaces()),
            clock: Box::new(clock),
            requests: AtomicU64::new(0),
        }))
    }

    /// Answers every AWS request, whatever its path.
    pub fn router(&self) -> Router {
        Router::new().fallback(wire::handle).with_state(Arc::clone(&self.0))
    }
}

impl World {
    /// A call that is answered now.
    pub(crate) fn context(&self, scope: Scope) -> Context {
        let now = self.clock.now();
        Context {
            scope,
            now,
            listed_from: now,
        }
    }

    /// A new `x-amzn-RequestId`.
    pub(crate) fn next_request_id(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        Generator::new(&["request", &number.to_string()]).uuid()
    }
}

/// A service's state. A panic elsewhere does not take the service down.
pub fn locked<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
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
