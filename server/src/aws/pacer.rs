//! How fast AWS is called: a token for every attempt, people before the sync.

use super::{
    lane::{Lane, Rate},
    timer::{Machine, Timer},
};
use crate::{
    config::Quotas,
    metrics::{AwsCall, AwsMetrics, AwsOperation},
};
use app::model::{
    freshness::{Cause, Service},
    lane::LaneState,
    region::Region,
};
use std::{
    collections::BTreeMap,
    num::NonZeroU32,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
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
    lanes: Mutex<BTreeMap<LaneKey, Arc<Lane>>>,
    /// How many processes share the quotas.
    sharers: Arc<AtomicU32>,
    timer: Arc<dyn Timer>,
    metrics: AwsMetrics,
}

/// One word for each cause: AWS's own error codes are too many for a label.
const fn word(cause: &Cause) -> &'static str {
    match cause {
        Cause::Unreachable => "unreachable",
        Cause::AccessDenied => "access_denied",
        Cause::Credentials => "credentials",
        Cause::Throttled => "throttled",
        Cause::NotInRegion => "not_in_region",
        Cause::Other(_) => "other",
    }
}

type LaneKey = (Region, Service, &'static str);

impl Pacer {
    /// A pacer that keeps to `quotas`.
    #[must_use]
    pub fn new(quotas: Quotas) -> Self {
        Self {
            quotas,
            lanes: Mutex::default(),
            sharers: Arc::new(AtomicU32::new(1)),
            timer: Arc::new(Machine::start()),
            metrics: AwsMetrics::default(),
        }
    }

    /// Keeps time by `timer`, not by the machine's.
    #[must_use]
    pub fn timed(self, timer: impl Timer) -> Self {
        Self {
            timer: Arc::new(timer),
            ..self
        }
    }

    /// Counts what comes of the calls in `metrics`.
    #[must_use]
    pub fn counted(self, metrics: AwsMetrics) -> Self {
        Self { metrics, ..self }
    }

    /// Counts one attempt; `None` is success.
    pub(super) fn count(&self, service: Service, operation: &'static str, failure: Option<&Cause>) {
        let call = AwsCall {
            service: service.iam_prefix(),
            operation,
            outcome: failure.map_or("ok", word),
        };
        self.metrics.calls.get_or_create(&call).inc();
    }

    /// Waits until one call of `operation` may be sent.
    pub async fn acquire(&self, region: &Region, service: Service, operation: &'static str, priority: Priority) {
        let lane = self.lane(region, service, operation);
        let start = self.timer.elapsed();
        match priority {
            Priority::People => lane.acquire_for_people().await,
            Priority::Sync => lane.acquire_for_sync().await,
        }
        let waited = AwsOperation {
            service: service.iam_prefix(),
            operation,
        };
        let waited = self.metrics.waited.get_or_create(&waited);
        waited.inc_by(self.timer.elapsed().saturating_sub(start).as_secs_f64());
    }

    /// AWS asked for fewer calls of `operation`, because others use the same quota: it rests for some seconds, and goes on half as
    /// fast.
    pub fn throttled(&self, region: &Region, service: Service, operation: &'static str) {
        self.lane(region, service, operation).throttled();
    }

    /// Waits as long as one call is to be apart from another.
    pub(super) async fn wait(&self, time: Duration) {
        self.timer.wait(time).await;
    }

    /// Shares the quotas among so many processes.
    pub fn share_among(&self, processes: NonZeroU32) {
        self.sharers.store(processes.get(), Ordering::Relaxed);
    }

    /// How fast each operation is called that was called before.
    #[must_use]
    pub fn lanes(&self) -> Vec<LaneState> {
        let lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let state = |((region, service, operation), lane): (&LaneKey, &Arc<Lane>)| LaneState {
            service: *service,
            region: region.clone(),
            operation: (*operation).to_owned(),
            per_second: lane.per_second(),
            full_per_second: lane.full_per_second(),
            waiting: lane.waiting(),
            held_for_ms: u32::try_from(lane.held_for().as_millis()).unwrap_or(u32::MAX),
        };
        lanes.iter().map(state).collect()
    }

    fn lane(&self, region: &Region, service: Service, operation: &'static str) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let rate = rate(&self.quotas, service, operation);
            Arc::new(Lane::new(rate, Arc::clone(&self.sharers), Arc::clone(&self.timer)))
        };
        let key = (region.clone(), service, operation);
        Arc::clone(lanes.entry(key).or_insert_with(make))
    }
}

/// The operations that Amazon Connect lets be called more often than others.
/// Source: <https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html>
const CONNECT_READS: [&str; 3] = ["ListUsers", "DescribeUser", "ListUserHierarchyGroups"];

/// The share of AWS's bucket that Frontdesk takes.
fn rate(quotas: &Quotas, service: Service, operation: &str) -> Rate {
    let (per_second, burst) = match service {
        Service::Connect if CONNECT_READS.contains(&operation) => (quotas.connect_reads, 1.0),
        Service::Connect => (quotas.connect, 5.0),
        Service::Ses => (quotas.ses, 1.0),
        Service::WorkSpaces => (quotas.workspaces, 1.0),
        // Far below any published limit: it is called once.
        Service::Sts => (1.0 / quotas.share, 1.0),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small and positive"
    )]
    let burst = NonZeroU32::new((burst * quotas.share) as u32).unwrap_or(NonZeroU32::MIN);
    Rate {
        per_second: per_second * quotas.share,
        burst,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Priority::{People, Sync},
        *,
    };
    use crate::aws::lane::HOLD;
    use futures::future::join_all;
    use tokio::time::{Instant, sleep};

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
    async fn an_operation_rests_when_aws_asks_to_slow_down() {
        let (pacer, start) = (pacer(), Instant::now());
        pacer.throttled(&region(), Service::Ses, "GetEmailIdentity");
        pacer.acquire(&region(), Service::Ses, "GetAccount", Sync).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        for priority in [People, Sync] {
            pacer
                .acquire(&region(), Service::Ses, "GetEmailIdentity", priority)
                .await;
            assert!(start.elapsed() >= HOLD);
        }
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
