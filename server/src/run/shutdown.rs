//! When to stop.

use tokio::signal;
use tokio_util::sync::CancellationToken;

/// A token that is cancelled by Ctrl-C and SIGTERM.
pub(super) fn token() -> CancellationToken {
    let token = CancellationToken::new();
    let stop = token.clone();
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        stop.cancel();
    });
    token
}

#[cfg(unix)]
async fn told_to_stop() {
    let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
        let _ = signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    let _ = signal::ctrl_c().await;
}
