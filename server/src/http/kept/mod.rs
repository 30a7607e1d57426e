//! Pages that were drawn a moment ago.
//!
//! A list's page is made of what is known, of who looks, of its URL and of the time, and of nothing else. While these are the same
//! the page is, too: it is drawn and compressed once.

mod gzip;
mod page;

use super::{assets::accepts, problem::Problem};
use crate::{errors::chain, metrics::Metrics};
use app::{
    backend::{Backend, Visitor},
    model::{session::You, time::Timestamp},
    routes, theme,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, header};
use moka::future::Cache;
use page::Page;
use std::{sync::Arc, time::Duration};

/// For how long a page is kept. Ages are told to the minute.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// How many bytes are kept, at most.
const CAPACITY: u64 = 4 << 20;

/// What a page takes besides what is sent and what it is kept by.
const OVERHEAD: usize = 2_048;

/// The pages that were drawn last.
#[derive(Clone)]
pub(super) struct KeptPages {
    backend: Arc<dyn Backend>,
    metrics: Arc<Metrics>,
    pages: Cache<Key, Page>,
}

/// All that a page is made of.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    /// Path and query, as they were asked for.
    url: Box<str>,
    /// Nobody is sent what was drawn for another session.
    session: String,
    you: You,
    theme: Option<&'static str>,
    as_gzip: bool,
    /// Of what is known.
    version: u64,
    minute: Timestamp,
}

impl KeptPages {
    /// None so far.
    pub(super) fn new(backend: Arc<dyn Backend>, metrics: Arc<Metrics>) -> Self {
        let size = |key: &Key, page: &Page| u32::try_from(key.url.len() + page.len() + OVERHEAD).unwrap_or(u32::MAX);
        let pages = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(size)
            .time_to_live(KEPT_FOR)
            .build();
        Self {
            backend,
            metrics,
            pages,
        }
    }

    /// What decides how the page looks that a request asks for; `None` where that is more than is said here.
    fn key(&self, request: &Request) -> Option<Key> {
        let uri = request.uri();
        let is_kept =
            request.method() == Method::GET && routes::shows_the_known(uri.path(), uri.query().unwrap_or_default());
        let visitor = request.extensions().get::<Visitor>().filter(|_| is_kept)?;
        let mut you = visitor.you.clone();
        // Each request puts it off. A page asks again before it says that the end is near.
        you.ends.idle = Timestamp::default();
        you.ends.now = Timestamp::default();
        Some(Key {
            // Copied: what was received is one piece, which would be kept as a whole.
            url: uri.path_and_query()?.as_str().into(),
            session: visitor.session.clone(),
            you,
            theme: theme::chosen_in(request.headers()),
            as_gzip: accepts(request.headers(), "gzip"),
            version: self.backend.snapshot().version,
            minute: self.backend.now().minute(),
        })
    }
}

const NOT_DRAWN: Problem = Problem::new(
    StatusCode::INTERNAL_SERVER_ERROR,
    "The page could not be drawn. Load it again.",
);

/// Answers with the page that was drawn of the same. Any number of people who ask for it at once have it drawn once.
pub(super) async fn keep(State(kept): State<KeptPages>, request: Request, next: Next) -> Response {
    let Some(key) = kept.key(&request) else {
        return next.run(request).await;
    };
    let (as_gzip, mut request, mut other) = (key.as_gzip, Some(request), None);
    let draw = async {
        kept.metrics.pages_drawn.inc();
        let drawn = next.clone().run(request.take()?).await;
        if drawn.status() != StatusCode::OK || drawn.headers().contains_key(header::SET_COOKIE) {
            other = Some(drawn);
            return None;
        }
        let page = Page::of(drawn, as_gzip).await;
        page.inspect_err(|error| tracing::error!(error = chain(error), "a page can't be sent"))
            .ok()
    };
    if let Some(page) = kept.pages.optionally_get_with(key, draw).await {
        kept.metrics.pages_sent.inc();
        return page.into_response();
    }
    match (other, request) {
        (Some(response), _) => response,
        // Whoever drew it had something else to answer.
        (None, Some(request)) => next.run(request).await,
        (None, None) => NOT_DRAWN.into_response(),
    }
}
