//! Listening and answering.

use super::RunError;
use crate::{
    Frontdesk,
    auth::Auth,
    config::Settings,
    http::{AppState, Hosts, build_router},
};
use leptos::config::LeptosOptions;
use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, UdpSocket},
    time::sleep,
};
use tokio_util::sync::CancellationToken;

/// How long answers that are under way may take once the process is told to stop.
const PATIENCE: Duration = Duration::from_secs(5);

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
    stop: CancellationToken,
) -> Result<(), RunError> {
    let frontdesk = Arc::new(frontdesk);
    let auth = Arc::new(auth);
    let tended = Arc::clone(&auth);
    let tending = tokio::spawn(async move { tokio::join!(tended.discover(), tended.prune()) });
    let router = build_router(AppState {
        backend: Arc::clone(&frontdesk) as _,
        auth,
        hosts: Arc::new(Hosts::new(bound, settings.public_authority())),
        leptos: LeptosOptions::builder()
            .output_name("frontdesk")
            .site_addr(bound)
            .build(),
    });
    let answered = axum::serve(listener, router).with_graceful_shutdown(stop.clone().cancelled_owned());
    let result = tokio::select! {
        result = answered.into_future() => result,
        // Somebody may read an answer slowly, or not at all.
        () = async { stop.cancelled().await; sleep(PATIENCE).await } => Ok(()),
    };
    tending.abort();
    frontdesk.stop().await;
    result.map_err(RunError::Serve)
}

/// Prints a line, at once; that nobody reads it is no reason to stop.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}").and_then(|()| io::stdout().flush());
}
