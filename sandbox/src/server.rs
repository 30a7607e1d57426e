//! The simulated AWS as a whole: what it holds, and how it is served.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use axum::Router;
use time::OffsetDateTime;
use tokio::net::{TcpListener, UdpSocket};

use crate::account::Scope;
use crate::context::{Context, Moment};
use crate::control::{self, Controls};
use crate::dns::{self, Zones};
use crate::generator::Generator;
use crate::quota::Rates;
use crate::{Clock, Seed, SystemClock, connect, sesv2, wire, workspaces};

/// A simulated AWS. Clones share what it holds.
#[derive(Clone)]
pub struct Sandbox(Arc<World>);

/// Everything there is. One lock a service; whoever needs several takes them in this order.
pub struct World {
    pub(crate) connect: Mutex<connect::State>,
    pub(crate) sesv2: Mutex<sesv2::State>,
    pub(crate) workspaces: Mutex<workspaces::State>,
    pub(crate) zones: Arc<RwLock<Zones>>,
    pub(crate) controls: Arc<Controls>,
    requests: AtomicU64,
}

impl Sandbox {
    /// Starts with what `seed` describes, on the clock of the machine.
    pub fn new(seed: Seed, rates: Rates) -> Self {
        Self::with_clock(seed, rates, SystemClock)
    }

    /// Starts with what `seed` describes; every timestamp is an offset from `clock`'s present.
    pub fn with_clock(seed: Seed, rates: Rates, clock: impl Clock + 'static) -> Self {
        let now = clock.now();
        let (mut sesv2, zones) = seed.sesv2(now);
        sesv2.catch_up(Moment::without_lag(now), &zones);
        Self(Arc::new(World {
            connect: Mutex::new(seed.connect(now)),
            sesv2: Mutex::new(sesv2),
            workspaces: Mutex::new(Seed::workspaces(now)),
            zones: Arc::new(RwLock::new(zones)),
            controls: Arc::new(Controls::new(clock, rates)),
            requests: AtomicU64::new(0),
        }))
    }

    /// Answers every AWS request, whatever its path, but for `/_sandbox`: that is the control.
    pub fn router(&self) -> Router {
        let world = Arc::clone(&self.0);
        // SES has looked at the records as they were before they change.
        let looking = Arc::clone(&world);
        let catch_up = Arc::new(move || drop(looking.ses(looking.moment())));
        let dns = dns::api::router(Arc::clone(&world.zones), catch_up);
        let others = dns.merge(sesv2::mail::router(Arc::clone(&world)));
        let control = control::router(Arc::clone(&world.controls), others);
        Router::new().fallback(wire::handle).with_state(world).merge(control)
    }
}

impl World {
    /// A call that is answered now.
    pub(crate) fn context(&self, scope: Scope) -> Context {
        self.moment().within(scope)
    }

    pub(crate) fn moment(&self) -> Moment {
        let now = self.now();
        Moment {
            now,
            listed_from: self.controls.listed_from(now),
        }
    }

    /// SES, with everything done that was due.
    pub(crate) fn ses(&self, moment: Moment) -> MutexGuard<'_, sesv2::State> {
        let mut state = locked(&self.sesv2);
        let zones = self.zones.read().unwrap_or_else(PoisonError::into_inner);
        state.catch_up(moment, &zones);
        state
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.controls.clock.now()
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
/// None at present: what goes wrong with one connection does not concern the others, and a listener
/// that has run out of file descriptors is tried again.
pub async fn serve(
    listener: TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    crate::serve::serve(listener, sandbox.router(), shutdown).await;
    Ok(())
}

/// Answers DNS queries over all zones until `shutdown` resolves, as a recursive resolver would.
///
/// # Errors
///
/// When a socket fails.
pub async fn serve_dns(
    udp: UdpSocket,
    tcp: TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    dns::serve(udp, tcp, Arc::clone(&sandbox.0.zones), shutdown).await
}
