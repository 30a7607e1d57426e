//! What open pages are told while they are open, as
//! [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html): that something has changed, and what it is
//! about. A stream takes no turn, has no time-out and is not compressed; it is among the connections that are counted, and it ends
//! when the process is told to stop, or the session does.

mod pace;
mod places;
mod stream;

pub use pace::Timing;

use super::{AppState, problem::Problem, route::Route};
use crate::{auth::Needs, inventory::Versions, metrics::Metrics};
use app::{backend::Visitor, model::access::Permission, routes};
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse, Response, Sse},
    routing::get,
};
use http::{HeaderMap, HeaderName, StatusCode, header};
use places::Places;
use serde::Deserialize;
use std::time::Duration;
use stream::Watch;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Tells open pages what has changed.
pub struct Events {
    versions: watch::Receiver<Versions>,
    stop: CancellationToken,
    places: Places,
    timing: Timing,
}

impl Events {
    /// Tells of `versions` until `stop`.
    #[must_use]
    pub fn new(
        versions: watch::Receiver<Versions>,
        timing: Timing,
        metrics: &Metrics,
        stop: CancellationToken,
    ) -> Self {
        Self {
            versions,
            stop,
            places: Places::new(metrics.event_streams_open.clone()),
            timing,
        }
    }
}

pub(super) fn route() -> Route {
    Route::new(routes::EVENTS, Needs::Permission(Permission::Read), get(tell))
}

/// From where on to tell: the version that the page was drawn from. What is no version may be any.
#[derive(Deserialize)]
struct Asked {
    since: Option<String>,
}

/// A proxy before Frontdesk that collects what it passes on would keep events for itself
/// (<https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering>).
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

const TOO_MANY: Problem = Problem::new(
    StatusCode::TOO_MANY_REQUESTS,
    "Too many pages of yours are told of changes already. This one asks now and then.",
)
.retry_after(Duration::from_mins(1))
.counted();

async fn tell(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(Asked { since }): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let Some(place) = state.events.places.take(&visitor.you.person.subject) else {
        return TOO_MANY.into_response();
    };
    // A browser that has connected again by itself says what it had heard last.
    let heard = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let drawn = since.and_then(|since| since.parse().ok());
    let since = heard.or(drawn).unwrap_or_default();
    let stream = Watch::begin(state, visitor, since, place).await.into_stream();
    let headers = [UNBUFFERED, (header::CACHE_CONTROL, "no-store")];
    (headers, Sse::new(stream)).into_response()
}
