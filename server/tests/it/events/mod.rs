//! What open pages are told, for how long, and who is.

mod told;
mod who;

use crate::support::{Data, Desk, HOST, NOW, folder, frontdesk_at, is_at_rest, sign_in, simulated_aws, state, until};
use app::model::{
    access::Role,
    changed::{Changed, Topic, Topics},
    time::Timestamp,
};
use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use server::{
    http::{AppState, Events, Timing, build_router},
    metrics::Metrics,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Minutes since [`NOW`]: a test is a process of its own, so nobody else moves them.
static MINUTES: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + MINUTES.load(Ordering::Relaxed) * 60_000)
}

/// Nothing waits, and nobody looks by themselves.
pub const AT_ONCE: Timing = Timing {
    soon: Duration::ZERO,
    later: Duration::ZERO,
    look: Duration::from_hours(1),
    behind: Duration::ZERO,
};

/// The same, but that each page's session is looked at all the time.
const LOOKING: Timing = Timing {
    look: Duration::from_millis(1),
    ..AT_ONCE
};

/// Events of a desk until `stop`.
pub fn events(desk: &Desk, timing: Timing, metrics: &Metrics, stop: &CancellationToken) -> Arc<Events> {
    Arc::new(Events::new(desk.versions(), timing, metrics, stop.clone()))
}

/// A demo of which everything is read, and whose pages are told of changes.
struct Site {
    _folder: Data,
    desk: Desk,
    router: Router,
    stop: CancellationToken,
    metrics: Arc<Metrics>,
}

impl Site {
    async fn open(timing: Timing) -> Self {
        Self::open_with(timing, |state| state).await
    }

    async fn open_with(timing: Timing, change: impl FnOnce(AppState) -> AppState) -> Self {
        let folder = folder();
        let desk = frontdesk_at(&folder, &simulated_aws().await, &["us-east-1"], clock).await;
        until(&desk, is_at_rest).await;
        let stop = CancellationToken::new();
        let state = state(&desk, None);
        let metrics = Arc::clone(&state.metrics);
        let router = build_router(change(AppState {
            events: events(&desk, timing, &metrics, &stop),
            ..state
        }));
        Self {
            _folder: folder,
            desk,
            router,
            stop,
            metrics,
        }
    }

    /// One where a viewer has a page open, which has heard where it begins; with the viewer's cookie.
    async fn with_open_page(timing: Timing) -> (Self, String, Stream) {
        let site = Self::open(timing).await;
        let cookie = sign_in(&site.router, Role::Viewer).await;
        let mut page = site.listen(&cookie, "/events").await;
        page.next().await.expect("the first");
        (site, cookie, page)
    }

    async fn listen(&self, cookie: &str, path: &str) -> Stream {
        let request = Request::get(path).header(header::COOKIE, cookie);
        Stream::open(&self.router, request).await
    }

    async fn send(&self, method: Method, path: &str, body: &str, cookie: &str) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}

/// One open page.
pub struct Stream {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Body,
    text: String,
}

impl Stream {
    pub async fn open(router: &Router, request: http::request::Builder) -> Self {
        let request = request
            .header(header::HOST, HOST)
            .header(header::ACCEPT, "text/event-stream")
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd");
        let request = request.body(Body::empty()).expect("a request");
        let (head, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            body,
            text: String::new(),
        }
    }

    /// What is told next; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Changed> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let event: String = self.text.drain(..end + 2).collect();
                let data = event
                    .lines()
                    .find_map(|line| line.strip_prefix("data: "))
                    .expect("data");
                let changed: Changed = serde_json::from_str(data).expect(data);
                let id = format!("id: {}", changed.version);
                assert!(event.lines().any(|line| line == id), "{event}");
                return Some(changed);
            }
            let frame = self.body.frame().await?.expect("no error");
            self.text += str::from_utf8(&frame.into_data().expect("data")).expect("text");
        }
    }

    /// Waits until it is told of `topic`; returns all that it was told until then.
    async fn until(&mut self, topic: Topic) -> Topics {
        let mut told = Topics::default();
        while !told.contains(topic) {
            told = told.and(self.next().await.expect("more").topics);
        }
        told
    }

    /// It says that whoever looks has to be asked for again, and ends.
    pub async fn ends(mut self) {
        self.until(Topic::You).await;
        assert_eq!(self.next().await, None);
    }
}
