//! Listening and answering.

use super::{RunError, watch::Watch};
use crate::{
    Frontdesk,
    auth::Auth,
    config::Settings,
    http::{self, AppState, Events, Gate, Hosts, Timing, build_router},
};
use leptos::config::LeptosOptions;
use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
};
use tokio::net::{TcpListener, UdpSocket};
use tokio_util::sync::CancellationToken;

/// Listens on a loopback address, for what has no sign-in; returns the real one, too, where the port was 0.
pub(super) async fn bind_loopback(address: SocketAddr) -> Result<(TcpListener, SocketAddr), RunError> {
    if !address.ip().is_loopback() {
        return Err(RunError::OffLoopback(address));
    }
    bind(address).await
}

/// Listens on an address; returns the real one, too, where the port was 0.
pub(super) async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), RunError> {
    let failed = |source| RunError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// The same for datagrams, on an address that [`bind_loopback`] took.
pub(super) async fn bind_udp(address: SocketAddr) -> Result<UdpSocket, RunError> {
    let bound = UdpSocket::bind(address).await;
    bound.map_err(|source| RunError::Listen { address, source })
}

/// Serves Frontdesk until `stop`, then stops it, too.
pub(super) async fn serve(
    (listener, bound): (TcpListener, SocketAddr),
    frontdesk: Frontdesk,
    auth: Auth,
    settings: &Settings,
    watch: Watch,
    stop: CancellationToken,
) {
    let frontdesk = Arc::new(frontdesk);
    let auth = Arc::new(auth);
    let (tended, reporting) = (Arc::clone(&auth), Arc::clone(&auth));
    let timing = if auth.sessions().is_shared() {
        Timing::with_replicas()
    } else {
        Timing::default()
    };
    let tending = tokio::spawn(async move { tokio::join!(tended.discover(), tended.tidy(), tended.report_denials()) });
    let router = build_router(AppState {
        backend: Arc::clone(&frontdesk) as _,
        changes: frontdesk.changes(),
        auth,
        hosts: Arc::new(Hosts::new(bound, settings.public_url.clone())),
        gate: Arc::new(Gate::new(&settings.limits)),
        events: Arc::new(Events::new(frontdesk.versions(), timing, &watch.metrics, stop.clone())),
        metrics: Arc::clone(&watch.metrics),
        leptos: Arc::new(
            LeptosOptions::builder()
                .output_name("frontdesk")
                .site_addr(bound)
                .build(),
        ),
    });
    watch.has_started(&frontdesk);
    let metrics = Arc::clone(&watch.metrics);
    http::serve(listener, router, settings.limits.connections, metrics, stop).await;
    tending.abort();
    reporting.report_last_denials();
    frontdesk.stop().await;
    watch.stop().await;
}

/// Prints a line, at once; that nobody reads it is no reason to stop.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}").and_then(|()| io::stdout().flush());
}
