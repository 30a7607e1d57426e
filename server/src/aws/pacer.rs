//! How fast AWS is called: a token for every attempt, people before the sync.

use crate::config::Quotas;
use app::model::{freshness::Service, region::Region};
use governor::{Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, state::InMemoryState};
use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

/// Who waits for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A person has it on the screen.
    People,
    /// The round in the background.
    Sync,
}

/// Hands out tokens: a bucket per Region and operation, as AWS counts.
pub struct Pacer {
    quotas: Quotas,
    lanes: Mutex<HashMap<LaneKey, Arc<Lane>>>,
}

type LaneKey = (Region, Service, &'static str);

impl Pacer {
    /// A pacer that keeps to `quotas`.
    #[must_use]
    pub fn new(quotas: Quotas) -> Self {
        Self {
            quotas,
            lanes: Mutex::default(),
        }
    }

    /// Waits until one call of `operation` may be sent.
    pub async fn acquire(&self, region: &Region, service: Service, operation: &'static str, priority: Priority) {
        let key = (region.clone(), service, operation);
        let lane = {
            let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
            let make = || Arc::new(Lane::new(bucket(&self.quotas, service, operation)));
            Arc::clone(lanes.entry(key).or_insert_with(make))
        };
        match priority {
            Priority::People => lane.acquire_for_people().await,
            Priority::Sync => lane.acquire_for_sync().await,
        }
    }
}

/// The operations that Amazon Connect lets be called more often than others.
/// Source: <https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html>
const CONNECT_READS: [&str; 3] = ["ListUsers", "DescribeUser", "ListUserHierarchyGroups"];

/// The share of AWS's bucket that Frontdesk takes.
fn bucket(quotas: &Quotas, service: Service, operation: &str) -> Quota {
    let (rate, burst) = match service {
        Service::Connect if CONNECT_READS.contains(&operation) => (quotas.connect_reads, 1.0),
        Service::Connect => (quotas.connect, 5.0),
        Service::Ses => (quotas.ses, 1.0),
        Service::WorkSpaces => (quotas.workspaces, 1.0),
        // Far below any published limit: it is called once.
        Service::Sts => (1.0, 1.0),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small and positive"
    )]
    let burst = NonZeroU32::new((burst * quotas.share) as u32).unwrap_or(NonZeroU32::MIN);
    let period = Duration::try_from_secs_f64(1.0 / (rate * quotas.share)).unwrap_or(Duration::from_secs(1));
    let period = period.max(Duration::from_nanos(1));
    Quota::with_period(period)
        .unwrap_or(Quota::per_second(NonZeroU32::MIN))
        .allow_burst(burst)
}

struct Lane {
    bucket: RateLimiter<governor::state::NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Duration>>,
    clock: TokioClock,
    /// How many people wait.
    people: watch::Sender<usize>,
}

impl Lane {
    fn new(quota: Quota) -> Self {
        let clock = TokioClock(Instant::now());
        Self {
            bucket: RateLimiter::direct_with_clock(quota, clock.clone()),
            clock,
            people: watch::Sender::new(0),
        }
    }

    async fn acquire_for_people(&self) {
        let _waiting = Waiting::start(&self.people);
        while let Err(wait) = self.try_take() {
            sleep(wait).await;
        }
    }

    async fn acquire_for_sync(&self) {
        let mut people = self.people.subscribe();
        loop {
            // The sender lives in `self`, so that this cannot fail.
            let _ = people.wait_for(|waiting| *waiting == 0).await;
            match self.try_take() {
                Ok(()) => return,
                Err(wait) => sleep(wait).await,
            }
        }
    }

    fn try_take(&self) -> Result<(), Duration> {
        self.bucket
            .check()
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }
}

/// Counts a person as waiting until dropped.
struct Waiting<'a>(&'a watch::Sender<usize>);

impl<'a> Waiting<'a> {
    fn start(people: &'a watch::Sender<usize>) -> Self {
        people.send_modify(|waiting| *waiting += 1);
        Self(people)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}

/// Tokio's clock, which tests can stop.
#[derive(Clone)]
struct TokioClock(Instant);

impl governor::clock::Clock for TokioClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Priority::{People, Sync},
        *,
    };
    use futures::future::join_all;

    fn pacer() -> Arc<Pacer> {
        Arc::new(Pacer::new(Quotas {
            share: 0.5,
            ..Quotas::default()
        }))
    }

    fn region() -> Region {
        "eu-west-2".parse().expect("a Region")
    }

    #[tokio::test(start_paused = true)]
    async fn takes_its_share_of_the_rate_and_no_more() {
        let (pacer, start) = (pacer(), Instant::now());
        for _ in 0..3 {
            pacer.acquire(&region(), Service::Ses, "GetEmailIdentity", Sync).await;
        }
        // Half of one request a second: the first at once, the others two seconds apart.
        assert!((4_000..4_100).contains(&start.elapsed().as_millis()));
    }

    #[tokio::test(start_paused = true)]
    async fn an_operation_does_not_wait_for_another() {
        let (pacer, start) = (pacer(), Instant::now());
        for operation in ["GetEmailIdentity", "ListEmailIdentities", "GetAccount"] {
            pacer.acquire(&region(), Service::Ses, operation, Sync).await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn people_come_before_the_sync() {
        let (pacer, order) = (pacer(), Arc::new(Mutex::new(Vec::new())));
        let waiter = |priority, delay_ms| {
            let (pacer, order) = (Arc::clone(&pacer), Arc::clone(&order));
            async move {
                sleep(Duration::from_millis(delay_ms)).await;
                pacer
                    .acquire(&region(), Service::Ses, "GetEmailIdentity", priority)
                    .await;
                order.lock().expect("no panic").push(priority);
            }
        };
        // Three of the sync are in line when two people come.
        join_all([
            waiter(Sync, 0),
            waiter(Sync, 1),
            waiter(Sync, 1),
            waiter(People, 5),
            waiter(People, 5),
        ])
        .await;
        assert_eq!(*order.lock().expect("no panic"), [Sync, People, People, Sync, Sync]);
    }
}
