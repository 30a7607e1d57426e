//! How much is let in: so many requests at once, and so many from each person.

use super::{AppState, problem::Problem};
use crate::config::Limits;
use app::{backend::Visitor, routes};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use http::{Extensions, StatusCode};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many people and addresses are counted apart. All others share one count.
const KEYS: usize = 10_000;
/// After how many requests those that made none for a while are forgotten.
const FORGET_EVERY: usize = 1_024;

/// What the bodies of all requests may take together: strangers' forms are read, too, where they sign in.
const MEMORY: usize = 64 * 1024 * 1024;

/// Where a request came from, where that is not the peer: what a trusted proxy says. A request extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Counts who comes in.
pub struct Gate {
    turns: Semaphore,
    memory: Semaphore,
    buckets: DefaultKeyedRateLimiter<Key>,
    asked: AtomicUsize,
}

/// Who is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Person(String),
    Address(IpAddr),
    /// An address at a route that nobody else at the same address may keep people, or the identity provider, from.
    AddressAt(IpAddr, &'static str),
    Others,
}

/// These are counted by themselves: with a proxy in front that nobody has named, all have one address.
const ALONE: [&str; 3] = [routes::SIGN_OUT, routes::CALLBACK, routes::BACK_CHANNEL];

impl Gate {
    /// A gate that nobody has come through yet.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let quota = Quota::per_second(limits.requests_per_second).allow_burst(limits.burst);
        Self {
            turns: Semaphore::new(limits.in_flight),
            memory: Semaphore::new(MEMORY),
            buckets: RateLimiter::keyed(quota),
            asked: AtomicUsize::new(0),
        }
    }

    /// Memory for so many bytes of a request, until it is dropped.
    pub(super) fn memory_for(&self, bytes: usize) -> Result<SemaphorePermit<'_>, Problem> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.memory.try_acquire_many(bytes).map_err(|_| TOO_MUCH)
    }

    /// How long this one has to wait, if it came too often.
    fn pause(&self, key: Key) -> Option<Duration> {
        if self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(FORGET_EVERY) {
            self.buckets.retain_recent();
        }
        // People are as many as the directory has; addresses as many as a stranger likes.
        let is_full = self.buckets.len() >= KEYS && matches!(key, Key::Address(_) | Key::AddressAt(..));
        let key = if is_full { Key::Others } else { key };
        let too_early = self.buckets.check_key(&key).err()?;
        Some(too_early.wait_time_from(self.buckets.clock().now()))
    }
}

/// Refuses the requests of a person, or of an address where nobody has signed in, that come too fast.
pub(super) async fn limit_rate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match too_fast(&state, request.extensions()) {
        None => next.run(request).await,
        Some(problem) => problem.into_response(),
    }
}

/// Counts a request; says what to answer where it came too soon after others of the same person or address.
pub(crate) fn too_fast(state: &AppState, request: &Extensions) -> Option<Problem> {
    let pause = state.gate.pause(key(request))?;
    state.metrics.rate_limited.inc();
    let text = "Too many requests. Wait a moment and try again.";
    Some(
        Problem::new(StatusCode::TOO_MANY_REQUESTS, text)
            .retry_after(pause)
            .counted(),
    )
}

fn key(extensions: &Extensions) -> Key {
    if let Some(visitor) = extensions.get::<Visitor>() {
        return Key::Person(visitor.you.person.subject.clone());
    }
    let told = extensions.get::<ClientAddress>().map(|address| address.0);
    let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let Some(address) = told.or_else(peer).map(network) else {
        return Key::Others;
    };
    let route = extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    let alone = ALONE.into_iter().find(|alone| Some(*alone) == route);
    alone.map_or(Key::Address(address), |route| Key::AddressAt(address, route))
}

/// One subscriber has a whole /64 of IPv6 (<https://www.rfc-editor.org/rfc/rfc6177>).
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

const TOO_MUCH: Problem = Problem::new(
    StatusCode::SERVICE_UNAVAILABLE,
    "Frontdesk has too much to do right now. Try again in a moment.",
)
.retry_after(PATIENCE)
.counted();

/// Lets so many requests in at once; others wait a little, then are sent away while there is still time to say so.
pub(super) async fn limit_turns(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Ok(Ok(_turn)) = timeout(PATIENCE, state.gate.turns.acquire()).await else {
        state.metrics.shed.inc();
        return TOO_MUCH.into_response();
    };
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::model::{
        access::{Access, Person, Role},
        session::{SessionEnd, SignIn, You},
        time::Timestamp,
    };
    use std::{collections::BTreeMap, num::NonZeroU32};

    fn visitor(subject: &str) -> Visitor {
        let (role, at) = (Role::Viewer, Timestamp::default());
        Visitor {
            you: You {
                person: Person {
                    subject: subject.to_owned(),
                    name: "Jane Doe".to_owned(),
                    email: None,
                    role,
                },
                access: Access {
                    role,
                    needs: BTreeMap::new(),
                    read_only: false,
                    unchecked: false,
                    unrecorded: false,
                },
                ends: SessionEnd {
                    idle: at,
                    absolute: at,
                    now: at,
                },
                sign_in: SignIn::Proxy,
            },
            session: "1".to_owned(),
        }
    }

    fn gate(burst: u32) -> Gate {
        Gate::new(&Limits {
            burst: NonZeroU32::new(burst).expect("not zero"),
            requests_per_second: NonZeroU32::MIN,
            ..Limits::default()
        })
    }

    #[test]
    fn each_is_counted_alone() {
        let gate = gate(2);
        let key = |subject: &str| Key::Person(subject.to_owned());
        assert!(gate.pause(key("ada")).is_none() && gate.pause(key("ada")).is_none());
        let pause = gate.pause(key("ada")).expect("too many");
        assert!(pause <= Duration::from_secs(1), "{pause:?}");
        assert!(gate.pause(key("bob")).is_none());
    }

    #[test]
    fn many_addresses_take_no_more_memory_than_some() {
        let gate = gate(1);
        for bits in 0..200_000_u32 {
            gate.pause(Key::Address(IpAddr::from(bits.to_be_bytes())));
        }
        assert!(gate.buckets.len() <= KEYS + 1);
        assert!(gate.pause(Key::Person("ada".to_owned())).is_none());
    }

    #[test]
    fn memory_has_an_end_and_comes_back() {
        let gate = gate(1);
        let held = gate.memory_for(MEMORY).expect("memory");
        assert!(gate.memory_for(1).is_err());
        drop(held);
        assert!(gate.memory_for(1).is_ok());
    }

    #[test]
    fn a_person_counts_more_than_an_address_and_a_proxys_word_more_than_the_peer() {
        let mut extensions = Extensions::new();
        assert_eq!(key(&extensions), Key::Others);
        extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 40_000))));
        assert_eq!(key(&extensions), Key::Address([10, 0, 0, 1].into()));
        extensions.insert(ClientAddress("2001:db8::1:2:3:4".parse().expect("an address")));
        assert_eq!(
            key(&extensions),
            Key::Address("2001:db8::".parse().expect("an address"))
        );
        extensions.insert(visitor("248289761001"));
        assert_eq!(key(&extensions), Key::Person("248289761001".to_owned()));
    }
}
