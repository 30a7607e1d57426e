//! Pages that were drawn a moment ago.
//!
//! A list's page is made of what is known, of who looks, of its URL and of the time, and of nothing else. While these are the same
//! the page is, too: it is drawn and compressed once.

use super::problem::Problem;
use app::{
    backend::{Backend, Visitor},
    model::{session::You, time::Timestamp},
    routes, theme,
};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Bytes;
use moka::future::Cache;
use std::{sync::Arc, time::Duration};
use tower::{Layer, ServiceExt};
use tower_http::compression::CompressionLayer;

/// For how long a page is kept. Ages are told to the minute.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// How many bytes are kept.
const CAPACITY: u64 = 4 << 20;

/// What a page takes besides what is sent and what it is kept by.
const OVERHEAD: usize = 2_048;

/// The pages that were drawn last.
#[derive(Clone)]
pub(super) struct KeptPages {
    backend: Arc<dyn Backend>,
    pages: Cache<Key, Page>,
}

/// All that a page is made of.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    /// Path and query, as they were asked for.
    url: Box<str>,
    /// Nobody is sent what was drawn for another session, its scripts' nonce least of all.
    session: String,
    you: You,
    theme: Option<&'static str>,
    /// How it may be sent.
    encodings: Vec<u8>,
    /// Of what is known.
    version: u64,
    minute: Timestamp,
}

impl Key {
    /// The bytes of what strangers may make long.
    const fn len(&self) -> usize {
        self.url.len() + self.encodings.len()
    }
}

/// A page as it is sent.
#[derive(Clone)]
struct Page {
    headers: Arc<HeaderMap>,
    body: Bytes,
}

impl KeptPages {
    /// None so far.
    pub(super) fn new(backend: Arc<dyn Backend>) -> Self {
        let size = |key: &Key, page: &Page| u32::try_from(key.len() + page.body.len() + OVERHEAD).unwrap_or(u32::MAX);
        let pages = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(size)
            .time_to_live(KEPT_FOR)
            .build();
        Self { backend, pages }
    }

    /// What decides how the page looks that a request asks for; `None` where that is more than is said here.
    fn key(&self, request: &Request) -> Option<Key> {
        let uri = request.uri();
        let is_kept =
            request.method() == Method::GET && routes::shows_the_known(uri.path(), uri.query().unwrap_or_default());
        let visitor = request.extensions().get::<Visitor>().filter(|_| is_kept)?;
        let encodings = request.headers().get_all(header::ACCEPT_ENCODING).iter();
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
            encodings: encodings.map(HeaderValue::as_bytes).collect::<Vec<_>>().join(&b','),
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
    let mut request = Some(request);
    let mut other = None;
    let draw = async {
        let next = CompressionLayer::new().layer(next.clone());
        let drawn = next.oneshot(request.take()?).await.map(IntoResponse::into_response);
        let drawn = drawn.unwrap_or_else(|never| match never {});
        if drawn.status() != StatusCode::OK || drawn.headers().contains_key(header::SET_COOKIE) {
            other = Some(drawn);
            return None;
        }
        let page = Page::of(drawn).await;
        page.inspect_err(|error| tracing::error!(%error, "a page could not be drawn to its end"))
            .ok()
    };
    if let Some(page) = kept.pages.optionally_get_with(key, draw).await {
        return page.into_response();
    }
    match (other, request) {
        (Some(response), _) => response,
        // Whoever drew it had something else to answer.
        (None, Some(request)) => next.run(request).await,
        (None, None) => NOT_DRAWN.into_response(),
    }
}

impl Page {
    /// The page that is sent with `response`, once it is whole.
    async fn of(response: Response) -> Result<Self, axum::Error> {
        let (parts, body) = response.into_parts();
        Ok(Self {
            headers: Arc::new(parts.headers),
            body: body.collect().await?.to_bytes(),
        })
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.headers_mut() = (*self.headers).clone();
        response
    }
}
