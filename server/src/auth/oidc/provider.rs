//! What is known of the provider, asked as seldom as will do.

use super::{
    Trouble,
    http::Http,
    library::Metadata,
    metadata::{discover, with_newer_keys},
};
use crate::clock::Clock;
use app::model::time::Timestamp;
use arc_swap::ArcSwapOption;
use openidconnect::IssuerUrl;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Mutex, MutexGuard};

/// How seldom the provider is asked on behalf of somebody who has proved nothing yet.
const PAUSE_FOR_STRANGERS: Duration = Duration::from_secs(30);

/// On whose behalf the provider is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// Somebody at Frontdesk, or the provider by an answer of its own.
    Known,
    /// Whoever sent something to an address that takes it from anybody.
    Stranger,
}

#[derive(Debug)]
struct Known {
    metadata: Arc<Metadata>,
    at: Timestamp,
}

/// How the asking went. Whoever holds it asks.
#[derive(Debug, Default)]
struct Asking {
    failure: Option<Trouble>,
    for_stranger_at: Option<Timestamp>,
}

/// The provider.
#[derive(Debug)]
pub(super) struct Provider {
    issuer: IssuerUrl,
    http: Http,
    clock: Clock,
    known: ArcSwapOption<Known>,
    asking: Mutex<Asking>,
    /// How often it was asked for everything, and answered or failed to.
    answers: AtomicU64,
}

impl Provider {
    pub(super) fn new(issuer: IssuerUrl, http: Http, clock: Clock) -> Self {
        Self {
            issuer,
            http,
            clock,
            known: ArcSwapOption::empty(),
            asking: Mutex::default(),
            answers: AtomicU64::new(0),
        }
    }

    /// What was last known, however old.
    pub(super) fn last_known(&self) -> Option<Arc<Metadata>> {
        self.known.load().as_ref().map(|known| known.metadata.clone())
    }

    /// What is known and not older than `max_age`. Those who ask at the same time wait for one and the same answer.
    pub(super) async fn known(&self, max_age: Duration, asker: Asker) -> Result<Arc<Metadata>, Trouble> {
        if let Some(metadata) = self.recent(max_age) {
            return Ok(metadata);
        }
        let answers = self.answers.load(Ordering::Acquire);
        let mut asking = self.asking.lock().await;
        if let Some(metadata) = self.recent(max_age) {
            return Ok(metadata);
        }
        let failed_meanwhile = self.answers.load(Ordering::Acquire) != answers;
        match &asking.failure {
            Some(failure) if failed_meanwhile => return Err(failure.clone()),
            _ => {}
        }
        self.admit(asker, &mut asking)?;
        let answer = discover(&self.issuer, &self.http).await;
        self.answers.fetch_add(1, Ordering::Release);
        asking.failure = answer.as_ref().err().cloned();
        Ok(self.keep(answer?))
    }

    /// The same with newer keys than those `than` which could not verify something; with those, if it was a
    /// stranger's and strangers have made Frontdesk ask lately.
    pub(super) async fn newer_keys(&self, than: &Arc<Metadata>, asker: Asker) -> Result<Arc<Metadata>, Trouble> {
        let mut asking = self.asking.lock().await;
        if let Some(known) = self.last_known()
            && !Arc::ptr_eq(&known, than)
        {
            return Ok(known);
        }
        if self.admit(asker, &mut asking).is_err() {
            return Ok(than.clone());
        }
        Ok(self.keep(with_newer_keys(than, &self.http).await?))
    }

    fn recent(&self, max_age: Duration) -> Option<Arc<Metadata>> {
        let known = self.known.load();
        let known = known.as_ref().filter(|known| self.is_within(max_age, known.at))?;
        Some(known.metadata.clone())
    }

    fn admit(&self, asker: Asker, asking: &mut MutexGuard<'_, Asking>) -> Result<(), Trouble> {
        if asker == Asker::Stranger {
            if asking
                .for_stranger_at
                .is_some_and(|at| self.is_within(PAUSE_FOR_STRANGERS, at))
            {
                return Err(Trouble::AskedAMomentAgo);
            }
            asking.for_stranger_at = Some((self.clock)());
        }
        Ok(())
    }

    fn keep(&self, metadata: Metadata) -> Arc<Metadata> {
        let metadata = Arc::new(metadata);
        self.known.store(Some(Arc::new(Known {
            metadata: metadata.clone(),
            at: (self.clock)(),
        })));
        metadata
    }

    fn is_within(&self, duration: Duration, at: Timestamp) -> bool {
        u128::from((self.clock)().since(at).unsigned_abs()) < duration.as_millis()
    }
}
