//! The listener of those who watch: health and metrics.

use super::{
    RunError,
    listen::{bind, say},
};
use crate::{
    Frontdesk,
    config::Settings,
    http::{self, Health, health_router},
    metrics::Metrics,
};
use std::sync::Arc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Probes and scrapers keep a handful of connections.
const CONNECTIONS: usize = 64;

/// Health and metrics. They are answered before Frontdesk has started, and until it has stopped.
pub(super) struct Watch {
    pub(super) metrics: Arc<Metrics>,
    health: Arc<Health>,
    served: Option<JoinHandle<()>>,
    end: CancellationToken,
}

impl Watch {
    pub(super) async fn start(settings: &Settings, stop: &CancellationToken) -> Result<Self, RunError> {
        let (metrics, end) = (Arc::<Metrics>::default(), CancellationToken::new());
        let health = Arc::new(Health::new(stop.clone()));
        let served = match settings.health_listen {
            None => None,
            Some(address) => {
                let (listener, bound) = bind(address).await?;
                say(&format!(
                    "Health and metrics are at http://{bound}/healthz, /readyz and /metrics"
                ));
                let router = health_router(Arc::clone(&health), Arc::clone(&metrics));
                // Its connections are not among those that are counted.
                let served = http::serve(listener, router, CONNECTIONS, Arc::default(), end.clone());
                Some(tokio::spawn(served))
            }
        };
        Ok(Self {
            metrics,
            health,
            served,
            end,
        })
    }

    /// Says that requests are answered.
    pub(super) fn has_started(&self, frontdesk: &Arc<Frontdesk>) {
        let lanes = Arc::clone(frontdesk);
        // There is one Frontdesk in a process.
        let _ = self.metrics.lanes.set(Box::new(move || lanes.lanes()));
        let (mut leads, gauge) = (frontdesk.leads(), self.metrics.leads.clone());
        tokio::spawn(async move {
            loop {
                gauge.set(i64::from(*leads.borrow_and_update()));
                if leads.changed().await.is_err() {
                    return;
                }
            }
        });
        let frontdesk = Arc::clone(frontdesk);
        self.health.has_started(move || {
            let can_write = frontdesk.can_write();
            (!can_write).then_some("the database can't be written: see the log, and whether the disk is full")
        });
    }

    pub(super) async fn stop(self) {
        self.end.cancel();
        if let Some(served) = self.served {
            // It panics as little as it fails.
            let _ = served.await;
        }
    }
}
