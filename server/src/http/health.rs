//! Whether Frontdesk is well, and what it counted: for those who watch it, on a listener of its own. Nothing here is about
//! people, so that no sign-in stands before it.

use super::headers;
use crate::metrics::Metrics;
use axum::{Router, extract::State, middleware, response::IntoResponse, routing::get};
use http::{StatusCode, header};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_util::sync::CancellationToken;

/// What tells whether Frontdesk can do its work.
pub struct Health {
    look: Mutex<Option<Look>>,
    stop: CancellationToken,
}

/// Tells what is wrong with the store, if anything.
type Look = Arc<dyn Fn() -> Option<&'static str> + Send + Sync>;

impl Health {
    /// A Frontdesk that is starting, and that will stop when `stop` is cancelled.
    #[must_use]
    pub fn new(stop: CancellationToken) -> Self {
        let look = Mutex::default();
        Self { look, stop }
    }

    /// From now on requests are answered. `look` tells what is wrong, if anything.
    pub fn has_started(&self, look: impl Fn() -> Option<&'static str> + Send + Sync + 'static) {
        *self.look.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(look));
    }

    /// Why no requests should be sent here, if so.
    fn trouble(&self) -> Option<&'static str> {
        if self.stop.is_cancelled() {
            return Some("stopping");
        }
        let look = self.look.lock().unwrap_or_else(PoisonError::into_inner).clone();
        look.map_or(Some("starting"), |look| look())
    }
}

/// `/healthz`, `/readyz` and `/metrics`.
pub fn health_router(health: Arc<Health>, metrics: Arc<Metrics>) -> Router {
    Router::new()
        // Whether the process answers at all: if not, start it again.
        .route("/healthz", get("ok\n"))
        // Whether it should be sent requests.
        .route("/readyz", get(ready).with_state(health))
        .route("/metrics", get(text).with_state(metrics))
        .layer(middleware::map_response(headers::secure_plain))
}

async fn ready(State(health): State<Arc<Health>>) -> (StatusCode, String) {
    match health.trouble() {
        None => (StatusCode::OK, "ok\n".to_owned()),
        Some(trouble) => (StatusCode::SERVICE_UNAVAILABLE, format!("{trouble}\n")),
    }
}

async fn text(State(metrics): State<Arc<Metrics>>) -> impl IntoResponse {
    // <https://prometheus.io/docs/specs/om/open_metrics_spec/>
    const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = metrics.text().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok::<_, StatusCode>(([(header::CONTENT_TYPE, OPEN_METRICS)], text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_ready_between_start_and_stop_while_the_store_is_well() {
        let stop = CancellationToken::new();
        let health = Health::new(stop.clone());
        assert_eq!(health.trouble(), Some("starting"));
        health.has_started(|| None);
        assert_eq!(health.trouble(), None);
        health.has_started(|| Some("the database can't be written"));
        assert_eq!(health.trouble(), Some("the database can't be written"));
        stop.cancel();
        assert_eq!(health.trouble(), Some("stopping"));
    }
}
