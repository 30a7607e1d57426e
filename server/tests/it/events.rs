//! What open pages are told, for how long, and who is.

use crate::support::{
    Data, Desk, HOST, NOW, a_minute_later, ask_nobody, folder, frontdesk_at, is_at_rest, sign_in, sign_in_again,
    simulated_aws, state, until,
};
use app::{
    backend::Backend,
    model::{
        access::Role,
        changed::{Changed, Topic, Topics},
        freshness::Kind,
        session::SessionRow,
        time::Timestamp,
    },
};
use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use server::{
    config::Limits,
    http::{AppState, Events, Gate, Timing, build_router},
    metrics::Metrics,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
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

#[tokio::test]
async fn a_page_is_told_what_a_change_is_about() {
    let site = Site::open(AT_ONCE).await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let drawn = site.desk.snapshot().version;
    let mut page = site.listen(&cookie, &format!("/events?since={drawn}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let first = page.next().await.expect("the first");
    assert_eq!((first.version, first.topics), (drawn, Topics::default()));

    MINUTES.store(1, Ordering::Relaxed);
    site.desk.refresh(Some(Kind::Identities));
    let told = page.until(Topic::Identities).await;
    assert!(told.contains(Topic::Sync), "{told:?}");
    let others = [
        Topic::Users,
        Topic::EmailAddresses,
        Topic::ConnectionAliases,
        Topic::You,
    ];
    assert!(others.iter().all(|topic| !told.contains(*topic)), "{told:?}");
    site.desk.stop().await;
}

#[tokio::test]
async fn what_was_missed_is_told_first() {
    let site = Site::open(AT_ONCE).await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let drawn = site.desk.snapshot().version;
    MINUTES.store(1, Ordering::Relaxed);
    site.desk.refresh(Some(Kind::Identities));
    until(&site.desk, |snapshot| {
        let mut identities = snapshot
            .scopes
            .iter()
            .filter(|(scope, _)| scope.kind == Kind::Identities);
        identities.all(|(_, state)| state.listed_at == Some(a_minute_later()) && !state.is_reading)
    })
    .await;
    let now = site.desk.snapshot().version;
    let first = async |path: String, heard: Option<u64>| {
        let mut request = Request::get(path).header(header::COOKIE, &cookie);
        if let Some(heard) = heard {
            request = request.header("last-event-id", heard.to_string());
        }
        let mut page = Stream::open(&site.router, request).await;
        page.next().await.expect("the first")
    };
    let missed = Topics::of(&[Topic::Identities, Topic::Sync]);
    let since = |version: u64| format!("/events?since={version}");
    assert_eq!(first(since(drawn), None).await.topics, missed);
    // What a browser has heard counts more than what its page was drawn from.
    assert_eq!(first(since(drawn), Some(now)).await.topics, Topics::default());
    // A page of the process before this one, or of one whose clock is ahead, and one that does not know.
    for path in [since(17), since(now + 1_000_000), "/events".to_owned()] {
        let first = first(path, None).await;
        assert_eq!((first.version, first.topics), (now, Topics::EVERYTHING));
    }
    site.desk.stop().await;
}

#[tokio::test]
async fn events_are_passed_on_as_they_come() {
    let site = Site::open(AT_ONCE).await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let page = site.listen(&cookie, "/events").await;
    let header = |name: &str| page.headers.get(name).map(|value| value.to_str().expect("text"));
    assert_eq!(header("content-type"), Some("text/event-stream"));
    assert_eq!(header("content-encoding"), None);
    assert_eq!(header("content-length"), None);
    assert_eq!(header("x-accel-buffering"), Some("no"));
    assert_eq!(header("cache-control"), Some("no-store"));
    site.desk.stop().await;
}

#[tokio::test]
async fn an_open_page_has_no_time_out_and_takes_no_turn() {
    let site = Site::open_with(AT_ONCE, |state| AppState {
        gate: Arc::new(Gate::new(&Limits {
            in_flight: 1,
            ..Limits::default()
        })),
        ..state
    })
    .await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    page.next().await.expect("the first");
    let (status, body) = site.send(Method::GET, "/api/version", "", &cookie).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    tokio::time::pause();
    tokio::time::advance(Duration::from_mins(10)).await;
    tokio::time::resume();
    MINUTES.store(1, Ordering::Relaxed);
    site.desk.refresh(Some(Kind::ConnectionAliases));
    page.until(Topic::ConnectionAliases).await;
    site.desk.stop().await;
}

#[tokio::test]
async fn a_page_where_nothing_happens_is_told_that_the_server_is_there() {
    let site = Site::open(Timing {
        look: Duration::from_millis(1),
        ..AT_ONCE
    })
    .await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    let first = page.next().await.expect("the first");
    for _ in 0..3 {
        let changed = page.next().await.expect("a sign of life");
        assert_eq!((changed.version, changed.topics), (first.version, Topics::default()));
    }
    site.desk.stop().await;
}

#[tokio::test]
async fn where_there_are_replicas_a_change_is_told_once_they_can_know_it() {
    let behind = Duration::from_secs(1);
    let site = Site::open(Timing { behind, ..AT_ONCE }).await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    page.next().await.expect("the first");
    let start = Instant::now();
    site.desk.refresh(Some(Kind::ConnectionAliases));
    page.until(Topic::ConnectionAliases).await;
    assert!(start.elapsed() >= behind, "{:?}", start.elapsed());
    site.desk.stop().await;
}

#[tokio::test]
async fn where_there_are_replicas_a_change_is_told_once_more_for_those_that_were_further_behind() {
    let site = Site::open(Timing {
        look: Duration::from_millis(1),
        behind: Duration::from_millis(1),
        ..AT_ONCE
    })
    .await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    // Drawn at another time, by another one.
    let mut page = site.listen(&cookie, "/events?since=1").await;
    let first = page.next().await.expect("the first");
    assert_eq!(first.topics, Topics::EVERYTHING);
    for topics in [Topics::EVERYTHING, Topics::default()] {
        let changed = page.next().await.expect("a sign of life");
        assert_eq!((changed.version, changed.topics), (first.version, topics));
    }
    site.desk.stop().await;
}

#[tokio::test]
async fn one_person_has_twelve_open_pages_at_most() {
    let site = Site::open(AT_ONCE).await;
    let vera = sign_in(&site.router, Role::Viewer).await;
    let otto = sign_in(&site.router, Role::Operator).await;
    let mut pages = Vec::new();
    for _ in 0..12 {
        let page = site.listen(&vera, "/events").await;
        assert_eq!(page.status, StatusCode::OK);
        pages.push(page);
    }
    // In another browser, too.
    let elsewhere = sign_in(&site.router, Role::Viewer).await;
    for cookie in [&vera, &elsewhere] {
        let refused = site.listen(cookie, "/events").await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.headers.contains_key(header::RETRY_AFTER));
    }
    assert_eq!(site.listen(&otto, "/events").await.status, StatusCode::OK);
    pages.pop();
    assert_eq!(site.listen(&vera, "/events").await.status, StatusCode::OK);
    drop(pages);
    assert_eq!(site.metrics.event_streams_open.get(), 0);
    site.desk.stop().await;
}

#[tokio::test]
async fn nobody_is_told_anything_without_a_session() {
    let site = Site::open(AT_ONCE).await;
    let request = Request::get("/events").header(header::HOST, HOST);
    let (answer, _) = ask_nobody(&site.router, request).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

/// A page of a viewer that is open while `end` does something about its session.
async fn while_open(end: impl AsyncFnOnce(&Site, &str)) {
    let site = Site::open(AT_ONCE).await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    page.next().await.expect("the first");
    let others = sign_in(&site.router, Role::Operator).await;
    let mut others = site.listen(&others, "/events").await;
    others.next().await.expect("the first");
    end(&site, &cookie).await;
    page.ends().await;
    // Another person's goes on.
    MINUTES.store(1, Ordering::Relaxed);
    site.desk.refresh(Some(Kind::Identities));
    others.until(Topic::Identities).await;
    site.desk.stop().await;
}

#[tokio::test]
async fn signing_out_ends_what_other_tabs_are_told() {
    while_open(async |site, cookie| {
        let (status, _) = site.send(Method::POST, "/auth/sign-out", "", cookie).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn an_admin_who_ends_a_session_ends_what_it_is_told() {
    while_open(async |site, _| {
        let ada = sign_in(&site.router, Role::Admin).await;
        let (_, body) = site.send(Method::GET, "/api/everyones-sessions", "", &ada).await;
        let sessions: Vec<SessionRow> = serde_json::from_str(&body).expect(&body);
        let of_vera = sessions.iter().find(|row| row.role == Role::Viewer).expect("hers");
        let body = format!("id={}", of_vera.id);
        let (status, body) = site.send(Method::POST, "/api/end-anyones-session", &body, &ada).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    })
    .await;
}

#[tokio::test]
async fn ending_all_sessions_of_a_person_ends_what_they_are_told() {
    while_open(async |site, cookie| {
        let elsewhere = sign_in(&site.router, Role::Viewer).await;
        assert_ne!(elsewhere, cookie);
        let (status, body) = site.send(Method::POST, "/api/end-all-sessions", "", &elsewhere).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_ends_what_other_tabs_are_told_once_the_browser_has_the_new_cookie() {
    while_open(async |site, cookie| {
        let mut tab = site.listen(cookie, "/events").await;
        tab.next().await.expect("the first");
        let again = sign_in_again(&site.router, Role::Viewer, cookie).await;
        MINUTES.store(1, Ordering::Relaxed);
        site.desk.refresh(Some(Kind::Identities));
        let told = tab.until(Topic::Identities).await;
        assert!(!told.contains(Topic::You));
        let (status, _) = site.send(Method::GET, "/", "", &again).await;
        assert_eq!(status, StatusCode::OK);
        tab.ends().await;
    })
    .await;
}

#[tokio::test]
async fn an_open_page_keeps_no_session_alive() {
    let site = Site::open(Timing {
        look: Duration::from_millis(1),
        ..AT_ONCE
    })
    .await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    for minute in (4..30).step_by(4) {
        MINUTES.store(minute, Ordering::Relaxed);
        for _ in 0..3 {
            let changed = page.next().await.expect("it goes on");
            assert!(!changed.topics.contains(Topic::You), "minute {minute}");
        }
    }
    MINUTES.store(30, Ordering::Relaxed);
    page.ends().await;
    let (status, _) = site.send(Method::GET, "/api/version", "", &cookie).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn a_page_is_told_that_what_one_may_do_has_changed() {
    let site = Site::open(Timing {
        look: Duration::from_millis(1),
        ..AT_ONCE
    })
    .await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    page.next().await.expect("the first");
    // A database that can't be written lets nobody change anything.
    site.desk.pools.write.close().await;
    site.desk.probe().await;
    page.until(Topic::You).await;
    // It was said, and goes on.
    let next = page.next().await.expect("more");
    assert!(!next.topics.contains(Topic::You));
    site.desk.stop().await;
}

#[tokio::test]
async fn a_process_that_stops_ends_what_it_tells() {
    let site = Site::open(AT_ONCE).await;
    let cookie = sign_in(&site.router, Role::Viewer).await;
    let mut page = site.listen(&cookie, "/events").await;
    page.next().await.expect("the first");
    site.stop.cancel();
    assert_eq!(page.next().await, None);
    site.desk.stop().await;
}
