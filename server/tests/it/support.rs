//! A simulated AWS on a port of its own, and a Frontdesk in front of it.

pub use crate::data::Data;

use crate::called::Called;
use app::{
    backend::Backend,
    model::{access::Role, region::Region, snapshot::Snapshot, time::Timestamp},
};
use aws_config::SdkConfig;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::any,
};
use http_body_util::BodyExt;
use sandbox::{Rates, Sandbox, Seed};
use server::{
    Frontdesk, Setup,
    auth::{Auth, session_table},
    aws::{Account, Aws, Pacer, sdk_config},
    clock::Clock,
    config::{Limits, Quotas, Settings},
    http::{AppState, Events, Gate, Hosts, Timing, build_router},
    metrics::Metrics,
    store::Pools,
};
use sqlx::AnyPool;
use std::{
    net::SocketAddr,
    num::NonZeroU32,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{net::TcpListener, time::timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Where every test starts: 18 November 2026.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

pub fn a_minute_later() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + 60_000)
}

/// Whether the minute has passed: a test is a process of its own, so nobody else moves it.
static HAS_PASSED: AtomicBool = AtomicBool::new(false);

/// A clock that stands, until [`let_a_minute_pass`] moves it.
pub fn clock() -> Timestamp {
    if HAS_PASSED.load(SeqCst) { a_minute_later() } else { NOW }
}

pub fn let_a_minute_pass() {
    HAS_PASSED.store(true, SeqCst);
}

/// Serves `router` on a free port until the test ends; returns its URL.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// A simulated AWS as it is seeded by default; returns its URL.
pub async fn simulated_aws() -> String {
    let sandbox = Sandbox::new(Seed::default(), Rates::Off);
    let router = sandbox.router();
    serve_noting(router, sandbox).await
}

/// Serves what stands for `sandbox`, and notes at the end what that was asked for.
pub async fn serve_noting(router: Router, sandbox: Sandbox) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let called = Called::of(sandbox);
    tokio::spawn(async move {
        let _called = called;
        axum::serve(listener, router).await
    });
    format!("http://{address}")
}

/// A simulated AWS, but for the requests to which `instead` has an answer of its own; returns its URL.
pub async fn simulated_aws_but(
    instead: impl Fn(&Parts, &[u8]) -> Option<Response> + Clone + Send + Sync + 'static,
) -> String {
    simulated_aws_of(Seed::default(), instead).await
}

/// The same, with what `seed` describes.
pub async fn simulated_aws_of(
    seed: Seed,
    instead: impl Fn(&Parts, &[u8]) -> Option<Response> + Clone + Send + Sync + 'static,
) -> String {
    let sandbox = Sandbox::new(seed, Rates::Off);
    let real = sandbox.router();
    let answer = move |request: Request| {
        let (real, instead) = (real.clone(), instead.clone());
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.expect("a body").to_bytes();
            if let Some(answer) = instead(&parts, &body) {
                return answer;
            }
            let request = Request::from_parts(parts, Body::from(body));
            real.oneshot(request).await.into_response()
        }
    };
    serve_noting(Router::new().fallback(any(answer)), sandbox).await
}

/// An error of AWS.
pub fn error(status: StatusCode, code: &'static str) -> Response {
    (status, [("x-amzn-errortype", code)], "{}").into_response()
}

/// A simulated AWS whose SES lists nothing, but answers when asked for one identity.
pub async fn aws_that_lists_no_identities() -> String {
    simulated_aws_but(|request, _| {
        let is_listing = request.uri.path().ends_with("/list-identities");
        is_listing.then(|| r#"{"EmailIdentities":[]}"#.into_response())
    })
    .await
}

/// A URL at which nothing answers: the port is reserved, and no test is given it.
pub const CLOSED_PORT: &str = "http://127.0.0.1:1";

/// A database of the test's own, and a folder.
pub fn folder() -> Data {
    Data::new()
}

/// A Frontdesk that is in no hurry to list again, and in no need to be slow.
pub async fn frontdesk(data: &Data, endpoint: &str) -> Desk {
    frontdesk_in(data, endpoint, &sandbox::REGIONS).await
}

pub async fn frontdesk_in(data: &Data, endpoint: &str, regions: &[&str]) -> Desk {
    frontdesk_at(data, endpoint, regions, || NOW).await
}

pub async fn frontdesk_at(data: &Data, endpoint: &str, regions: &[&str], clock: Clock) -> Desk {
    frontdesk_every(Duration::from_hours(1), data, endpoint, regions, clock).await
}

/// One that lists again as often as that.
pub async fn frontdesk_every(interval: Duration, data: &Data, endpoint: &str, regions: &[&str], clock: Clock) -> Desk {
    let (aws, regions) = aws(endpoint, regions, clock).await;
    frontdesk_of(aws, &regions, interval, data, clock).await
}

/// One that asks `aws`, and lists again as often as that.
pub async fn frontdesk_of(aws: Aws, regions: &[Region], interval: Duration, data: &Data, clock: Clock) -> Desk {
    let (store, loaded) = data.open().await;
    let pools = store.pools();
    let frontdesk = Frontdesk::start(Setup {
        store: (store, loaded),
        aws,
        regions,
        clock,
        interval,
        is_demo: true,
        operator_security_profiles: vec!["Agent".to_owned()],
    });
    Desk {
        frontdesk: Arc::new(frontdesk),
        pool: pools.read.clone(),
        pools,
        clock,
    }
}

/// AWS as a Frontdesk asks it, in no need to be slow.
pub async fn aws(endpoint: &str, regions: &[&str], clock: Clock) -> (Aws, Vec<Region>) {
    let (config, regions) = config(endpoint, regions).await;
    (Aws::new(&config, &regions, pacer(), clock), regions)
}

/// The SDK's settings, and the Regions.
pub async fn config(endpoint: &str, regions: &[&str]) -> (SdkConfig, Vec<Region>) {
    let regions: Vec<Region> = regions.iter().map(|code| code.parse().expect("a Region")).collect();
    let account = Account::Simulated {
        endpoint: endpoint.to_owned(),
    };
    sdk_config(&account, &regions).await.expect("a Region")
}

/// Lets AWS be asked as often as it takes.
pub fn pacer() -> Pacer {
    Pacer::new(Quotas {
        share: 1.0,
        connect: 1e6,
        connect_reads: 1e6,
        ses: 1e6,
        workspaces: 1e6,
    })
}

/// A Frontdesk, and its database for what is not the inventory's.
pub struct Desk {
    pub frontdesk: Arc<Frontdesk>,
    pub pool: AnyPool,
    pub pools: Pools,
    pub clock: Clock,
}

impl Deref for Desk {
    type Target = Frontdesk;

    fn deref(&self) -> &Frontdesk {
        &self.frontdesk
    }
}

/// Waits for a snapshot that passes `test`.
pub async fn until(frontdesk: &Frontdesk, test: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let mut versions = frontdesk.versions();
    let wait = async {
        loop {
            versions.borrow_and_update();
            let snapshot = frontdesk.snapshot();
            if test(&snapshot) {
                return snapshot;
            }
            versions.changed().await.expect("the inventory lives");
        }
    };
    timeout(Duration::from_mins(2), wait)
        .await
        .expect("what the test waits for")
}

/// Whether every listing was complete and everything in it was described.
pub fn is_complete(snapshot: &Snapshot) -> bool {
    snapshot.account.is_some()
        && snapshot
            .scopes
            .values()
            .all(|scope| scope.listed_at.is_some() && scope.progress.is_none())
        && snapshot
            .instances
            .values()
            .all(|i| !i.names.routing_profiles.is_empty())
        && snapshot.users.values().all(|user| user.contact.is_some())
        && snapshot
            .email_addresses
            .values()
            .all(|address| address.details.is_some())
        && snapshot.identities.values().all(|identity| identity.details.is_some())
        && snapshot
            .connection_aliases
            .values()
            .all(|alias| alias.described_at.is_some())
        && snapshot.ses.len() == snapshot.regions.len()
}

/// The same, and no round is under way.
pub fn is_at_rest(snapshot: &Snapshot) -> bool {
    is_complete(snapshot) && snapshot.scopes.values().all(|scope| !scope.is_reading)
}

/// The name under which tests ask.
pub const HOST: &str = "localhost:3000";

/// All that a Frontdesk serves.
pub fn router(desk: &Desk) -> Router {
    router_with(desk, &Settings::default(), true)
}

/// The same with other settings; a demo has three people to sign in as.
pub fn router_with(desk: &Desk, settings: &Settings, is_demo: bool) -> Router {
    build_router(state_with(desk, settings, is_demo))
}

/// What the handlers of a demo share, where people reach it at `public_url`.
pub fn state(desk: &Desk, public_url: Option<&str>) -> AppState {
    let bound = SocketAddr::from(([127, 0, 0, 1], 3000));
    AppState {
        hosts: Arc::new(Hosts::new(
            bound,
            public_url.map(|url| url.parse().expect("a public URL")),
        )),
        ..state_with(desk, &Settings::default(), true)
    }
}

/// The same with other settings.
pub fn state_with(desk: &Desk, settings: &Settings, is_demo: bool) -> AppState {
    let bound = SocketAddr::from(([127, 0, 0, 1], 3000));
    let sessions = session_table(settings, desk.pools.clone(), desk.clock, is_demo);
    let auth = Auth::new(settings, bound, sessions, desk.clock, is_demo).expect("sign-in");
    let metrics = Arc::<Metrics>::default();
    // Streams end with their first event, so that a test that asks for everything gets whole answers.
    let stop = CancellationToken::new();
    stop.cancel();
    AppState {
        backend: Arc::clone(&desk.frontdesk) as _,
        changes: desk.frontdesk.changes(),
        auth: Arc::new(auth),
        hosts: Arc::new(Hosts::new(bound, settings.public_url.clone())),
        gate: Arc::new(Gate::new(&Limits {
            // Tests ask as fast as they can.
            burst: NonZeroU32::MAX,
            requests_per_second: NonZeroU32::MAX,
            ..Limits::default()
        })),
        events: Arc::new(Events::new(desk.versions(), Timing::default(), &metrics, stop)),
        metrics,
        leptos: Arc::new(
            leptos::config::LeptosOptions::builder()
                .output_name("frontdesk")
                .site_addr(bound)
                .build(),
        ),
    }
}

/// What the router answers an admin: head and body.
pub async fn ask(router: &Router, request: axum::http::request::Builder) -> (axum::http::response::Parts, String) {
    ask_as(router, Role::Admin, request).await
}

/// What the router answers somebody with this role.
pub async fn ask_as(
    router: &Router,
    role: Role,
    request: axum::http::request::Builder,
) -> (axum::http::response::Parts, String) {
    let cookie = sign_in(router, role).await;
    ask_nobody(router, request.header(header::COOKIE, cookie)).await
}

/// A Frontdesk that has read all of the simulated AWS, and its router.
pub async fn whole(folder: &Data) -> (Desk, Router) {
    let frontdesk = frontdesk(folder, &simulated_aws().await).await;
    until(&frontdesk, is_complete).await;
    let router = router(&frontdesk);
    (frontdesk, router)
}

/// Signs in to a demo; returns the session's cookie.
pub async fn sign_in(router: &Router, role: Role) -> String {
    sign_in_again(router, role, "").await
}

/// The same in a browser that has a session already.
pub async fn sign_in_again(router: &Router, role: Role, cookie: &str) -> String {
    let request = Request::post("/auth/sign-in")
        .header(header::COOKIE, cookie)
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("role={role}")));
    let answer = router
        .clone()
        .oneshot(request.expect("a request"))
        .await
        .expect("an answer");
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text");
    cookie.split(';').next().expect("a cookie").to_owned()
}

/// What the router answers somebody who may be anybody.
pub async fn ask_nobody(
    router: &Router,
    request: axum::http::request::Builder,
) -> (axum::http::response::Parts, String) {
    let request = request.body(Body::empty()).expect("a request");
    let (parts, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    (parts, String::from_utf8_lossy(&bytes).into_owned())
}
