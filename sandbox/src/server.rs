//! The simulated AWS as a whole: what it holds, and how it is served.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use axum::Router;
use time::OffsetDateTime;
use tokio::net::{TcpListener, UdpSocket};

use crate::calls::Filter;
use crate::clock::{SimulatedClock, SystemClock};
use crate::context::Moment;
use crate::control::{self, Controls};
use crate::dns::{self, Zones};
use crate::generator::Generator;
use crate::quota::Rates;
use crate::{Clock, Seed, connect, sesv2, wire, workspaces};

/// A simulated AWS. Clones share what it holds.
#[derive(Clone)]
pub struct Sandbox(Arc<World>);

/// Everything there is. One lock a service; whoever needs several takes them in this order.
pub struct World {
    pub(crate) connect: Mutex<connect::State>,
    pub(crate) sesv2: Mutex<sesv2::State>,
    pub(crate) workspaces: Mutex<workspaces::State>,
    zones: Arc<RwLock<Zones>>,
    pub(crate) controls: Controls,
    requests: AtomicU64,
}

impl Sandbox {
    /// Starts with what `seed` describes, on the clock of the machine.
    pub fn new(seed: Seed, rates: Rates) -> Self {
        Self::with_clock(seed, rates, SystemClock)
    }

    /// Starts with what `seed` describes; every timestamp is an offset from `clock`'s present.
    pub fn with_clock(seed: Seed, rates: Rates, clock: impl Clock + 'static) -> Self {
        Self::start(seed, rates, SimulatedClock::new(clock))
    }

    /// Starts with what `seed` describes, and with the clock stopped at `now` until the control lets it
    /// run: the same calls get the same answers, to the byte.
    pub fn stopped_at(seed: Seed, rates: Rates, now: OffsetDateTime) -> Self {
        Self::start(seed, rates, SimulatedClock::stopped_at(SystemClock, now))
    }

    fn start(seed: Seed, rates: Rates, clock: SimulatedClock) -> Self {
        let now = clock.now();
        let (mut sesv2, zones) = seed.sesv2(now);
        sesv2.catch_up(Moment::without_lag(now), &zones);
        Self(Arc::new(World {
            connect: Mutex::new(seed.connect(now)),
            sesv2: Mutex::new(sesv2),
            workspaces: Mutex::new(Seed::workspaces(now)),
            zones: Arc::new(RwLock::new(zones)),
            controls: Controls::new(clock, rates),
            requests: AtomicU64::new(0),
        }))
    }

    /// How often each operation was called, of the last 100,000 calls, by `service:operation` as IAM
    /// names actions.
    pub fn calls(&self) -> BTreeMap<String, u64> {
        let counted = Filter {
            limit: Some(0),
            ..Filter::default()
        };
        self.0.controls.calls.list(&counted).counts
    }

    /// Answers every AWS request, whatever its path, but for `/_sandbox`: that is the control.
    pub fn router(&self) -> Router {
        let world = Arc::clone(&self.0);
        let control = control::router(Arc::clone(&world));
        Router::new().fallback(wire::handle).with_state(world).merge(control)
    }
}

impl World {
    pub(crate) fn moment(&self) -> Moment {
        let now = self.now();
        Moment {
            now,
            listed_from: self.controls.listed_from(now),
        }
    }

    /// SES, with everything done that was due, and the moment at which that is so.
    pub(crate) fn ses(&self) -> (MutexGuard<'_, sesv2::State>, Moment) {
        let mut state = locked(&self.sesv2);
        let moment = self.moment();
        state.catch_up(moment, &self.zones());
        (state, moment)
    }

    /// The zones as they are.
    pub(crate) fn zones(&self) -> RwLockReadGuard<'_, Zones> {
        self.zones.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the zones. SES has looked at the records as they were, and looks again when this is done.
    pub(crate) fn change_zones<T>(&self, change: impl FnOnce(&mut Zones) -> T) -> T {
        let (ses, _) = self.ses();
        let changed = change(&mut self.zones.write().unwrap_or_else(PoisonError::into_inner));
        drop(ses);
        changed
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

/// Serves until `shutdown` resolves, then finishes the requests that have begun: those that are
/// answered within ten seconds.
///
/// What goes wrong with one connection does not concern the others, and a listener that has run out
/// of file descriptors is tried again.
pub async fn serve(listener: TcpListener, sandbox: Sandbox, shutdown: impl Future<Output = ()> + Send + 'static) {
    serve_router(listener, sandbox.router(), shutdown).await;
}

/// The same with something in front: `router` hands on to [`Sandbox::router`] what it does not answer itself.
pub async fn serve_router(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()> + Send + 'static) {
    crate::serve::serve(listener, router, shutdown).await;
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
