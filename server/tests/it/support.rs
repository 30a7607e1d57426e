//! A simulated AWS on a port of its own, and a Frontdesk in front of it.

use app::{
    backend::Backend,
    model::{region::Region, snapshot::Snapshot, time::Timestamp},
};
use axum::{Router, extract::Request, response::IntoResponse, routing::any};
use server::{
    Frontdesk, Setup,
    aws::{Account, Aws, Pacer, sdk_config},
    clock::Clock,
    config::Quotas,
};
use std::{path::Path, sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::{net::TcpListener, time::timeout};
use tower::ServiceExt;

/// Where every test starts: 18 November 2026.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

pub fn a_minute_later() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + 60_000)
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
    serve(sandbox::Sandbox::new(sandbox::Seed::default()).router()).await
}

/// A simulated AWS whose SES lists nothing, but answers when asked for one identity.
pub async fn aws_that_lists_no_identities() -> String {
    let real = sandbox::Sandbox::new(sandbox::Seed::default()).router();
    let answer = move |request: Request| {
        let real = real.clone();
        async move {
            if request.uri().path().ends_with("/list-identities") {
                return r#"{"EmailIdentities":[]}"#.into_response();
            }
            real.oneshot(request).await.into_response()
        }
    };
    serve(Router::new().fallback(any(answer))).await
}

/// A URL at which nothing answers.
pub async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A Frontdesk that is in no hurry to list again, and in no need to be slow.
pub async fn frontdesk(data: &Path, endpoint: &str) -> Frontdesk {
    frontdesk_in(data, endpoint, &sandbox::REGIONS).await
}

pub async fn frontdesk_in(data: &Path, endpoint: &str, regions: &[&str]) -> Frontdesk {
    frontdesk_at(data, endpoint, regions, || NOW).await
}

pub async fn frontdesk_at(data: &Path, endpoint: &str, regions: &[&str], clock: Clock) -> Frontdesk {
    let regions: Vec<Region> = regions.iter().map(|code| code.parse().expect("a Region")).collect();
    let account = Account::Simulated {
        endpoint: endpoint.to_owned(),
    };
    let (config, regions) = sdk_config(&account, &regions).await.expect("a Region");
    let quotas = Quotas {
        share: 1.0,
        connect: 1e6,
        connect_reads: 1e6,
        ses: 1e6,
        workspaces: 1e6,
    };
    Frontdesk::start(Setup {
        data,
        aws: Aws::new(&config, &regions, Pacer::new(quotas), clock),
        regions: &regions,
        clock,
        interval: Duration::from_secs(3_600),
        is_demo: true,
    })
    .await
    .expect("a database")
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
    timeout(Duration::from_secs(120), wait)
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
        && snapshot.connection_aliases.values().all(|alias| alias.tags.is_some())
        && snapshot.ses.len() == snapshot.regions.len()
}
