//! What is told, and when.

use super::{AT_ONCE, LOOKING, MINUTES, Site, Stream};
use crate::support::{a_minute_later, sign_in, until};
use app::{
    backend::Backend,
    model::{
        access::Role,
        changed::{Topic, Topics},
        freshness::Kind,
    },
};
use http::{Method, Request, StatusCode, header};
use server::{
    config::Limits,
    http::{AppState, Gate, Timing},
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

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
    for path in [
        since(17),
        since(now + 1_000_000),
        "/events".to_owned(),
        "/events?since=x".to_owned(),
    ] {
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
    let site = Site::open(LOOKING).await;
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
    let (site, _, mut page) = Site::with_open_page(Timing { behind, ..AT_ONCE }).await;
    let start = Instant::now();
    site.desk.refresh(Some(Kind::ConnectionAliases));
    page.until(Topic::ConnectionAliases).await;
    assert!(start.elapsed() >= behind, "{:?}", start.elapsed());
    site.desk.stop().await;
}

#[tokio::test]
async fn where_there_are_replicas_a_change_is_told_once_more_for_those_that_were_further_behind() {
    let site = Site::open(Timing {
        behind: Duration::from_millis(1),
        ..LOOKING
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
