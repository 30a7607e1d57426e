//! AWS: clients for each Region, and one way through which every call goes.

mod breaker;
mod call;
mod clients;
mod connect;
mod lane;
mod pacer;
mod ses;
mod sts;
mod timer;
mod verdict;
mod workspaces;
pub mod write;

pub use call::CallError;
pub use clients::{Account, NoRegion, sdk_config};
pub use pacer::{Pacer, Priority};
pub use timer::Timer;

use breaker::Breakers;
use call::pause;

use crate::clock::Clock;
use app::model::{region::Region, time::Timestamp};
use aws_config::SdkConfig;
use clients::Clients;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// AWS in every Region that is looked at.
pub struct Aws {
    clients: BTreeMap<Region, Arc<Clients>>,
    pacer: Arc<Pacer>,
    breakers: Arc<Breakers>,
    clock: Clock,
}

impl Aws {
    /// Makes the clients; nothing is called yet.
    #[must_use]
    pub fn new(config: &SdkConfig, regions: &[Region], pacer: Pacer, clock: Clock) -> Self {
        let clients = regions
            .iter()
            .map(|region| (region.clone(), Arc::new(Clients::new(config, region))));
        Self {
            clients: clients.collect(),
            pacer: Arc::new(pacer),
            breakers: Arc::default(),
            clock,
        }
    }

    /// A reader for `region`; `None` where Frontdesk does not look at it.
    #[must_use]
    pub fn reader(&self, region: &Region, priority: Priority) -> Option<Reader> {
        Some(Reader {
            region: region.clone(),
            priority,
            clients: Arc::clone(self.clients.get(region)?),
            pacer: Arc::clone(&self.pacer),
            breakers: Arc::clone(&self.breakers),
            clock: self.clock,
        })
    }

    /// Changes AWS in `region`; `None` where Frontdesk does not look at it.
    #[must_use]
    pub fn writer(&self, region: &Region) -> Option<write::Writer> {
        Some(write::Writer {
            region: region.clone(),
            clients: Arc::clone(self.clients.get(region)?),
            pacer: Arc::clone(&self.pacer),
            breakers: Arc::clone(&self.breakers),
        })
    }

    /// Tries at once what is left alone because it did not answer: somebody wants to know now.
    pub fn try_again(&self) {
        self.breakers.end_pauses();
    }

    /// How fast it is called.
    #[must_use]
    pub fn pacer(&self) -> &Pacer {
        &self.pacer
    }
}

/// Reads from AWS in one Region, on behalf of people or of the sync.
#[derive(Clone)]
pub struct Reader {
    /// Where.
    pub region: Region,
    priority: Priority,
    clients: Arc<Clients>,
    pacer: Arc<Pacer>,
    breakers: Arc<Breakers>,
    clock: Clock,
}

impl Reader {
    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Waits, such as for a listing that lags behind.
    pub async fn wait(&self, time: Duration) {
        self.pacer.wait(time).await;
    }
}

/// What a listing finds, page by page.
pub type Pages<'a, T> = BoxStream<'a, Result<Vec<T>, CallError>>;

/// One page of an answer that comes in pages.
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

/// Page after page until AWS has no more. Several of the operations have no paginator in the SDK, so none is used.
fn pages<'a, T, F, Fut>(fetch: F) -> Pages<'a, T>
where
    T: Send + 'a,
    F: Fn(Option<String>) -> Fut + Send + 'a,
    Fut: Future<Output = Result<Page<T>, CallError>> + Send + 'a,
{
    enum At {
        Start,
        Token(String),
        End,
    }
    stream::try_unfold((At::Start, fetch), |(at, fetch)| async move {
        let token = match at {
            At::Start => None,
            At::Token(token) => Some(token),
            At::End => return Ok(None),
        };
        let page = fetch(token).await?;
        // An empty token would ask for the first page again.
        let next = page.next.filter(|token| !token.is_empty()).map_or(At::End, At::Token);
        Ok(Some((page.items, (next, fetch))))
    })
    .boxed()
}

fn timestamp(time: &aws_smithy_types::DateTime) -> Option<Timestamp> {
    time.to_millis().ok().map(Timestamp::from_millis)
}

/// An optional text; AWS leaves some empty instead of out.
fn text(value: Option<&str>) -> Option<String> {
    value.filter(|text| !text.is_empty()).map(str::to_owned)
}
