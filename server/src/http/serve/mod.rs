//! Connections. An accept loop of our own: `axum::serve` waits for ever for the head of a request
//! (<https://github.com/tokio-rs/axum/issues/2741>), and takes as many connections as come.

mod automatic;
mod connection;
mod crowd;
mod line;
mod stage;

use crate::metrics::Metrics;
use axum::Router;
use connection::Connection;
use crowd::Crowd;
use futures::FutureExt;
pub(super) use stage::Progress;
use std::{
    io::{self, ErrorKind},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::unconstrained,
    time::sleep,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long requests that are under way may take once the process is told to stop: longer than any may take at all, but for
/// those whose answer nobody reads.
const PATIENCE: Duration = Duration::from_secs(35);

/// How long to wait when no connection can be accepted, for want of file descriptors perhaps.
const PAUSE: Duration = Duration::from_millis(100);

/// File descriptors that are not for connections: the database, AWS, the log, and those above the limits of two listeners.
const OTHER_FILES: usize = 128 + 2 * crowd::SPARE;

/// Serves `router` until `stop`, then answers every request that is under way.
///
/// At most `connections` are open, and up to [`crowd::SPARE`] more. When there are that many, the one that has kept us waiting longest
/// gives way to a new one, so that those who send slowly do not keep others out; but none before its first request could be there. Until
/// then, and while all are at work, new ones wait.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: usize,
    metrics: Arc<Metrics>,
    stop: CancellationToken,
) {
    let crowd = Crowd::new(affordable(connections), metrics);
    let tracker = TaskTracker::new();
    let cut = CancellationToken::new();
    let admit = async |(stream, peer)| {
        let place = crowd.admit().await;
        let connection = Connection {
            peer,
            place,
            router: router.clone(),
            stop: stop.clone(),
        };
        let cut = cut.clone();
        tracker.spawn(async move { cut.run_until_cancelled(connection.serve(stream)).await });
    };
    let served = async {
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                accepted = accept(&listener) => admit(accepted).await,
            }
        }
        // To their clients, these are connected already.
        while let Some(Ok(accepted)) = unconstrained(listener.accept()).now_or_never() {
            admit(accepted).await;
        }
        drop(listener);
        tracker.close();
        tracker.wait().await;
    };
    let too_long = async {
        stop.cancelled().await;
        sleep(PATIENCE).await;
    };
    tokio::select! {
        () = served => {}
        () = too_long => {
            tracing::warn!(open = tracker.len(), "connections closed before their answer was read");
            cut.cancel();
            tracker.close();
            tracker.wait().await;
        }
    }
}

/// The next connection. What goes wrong with one does not concern the others.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}

/// As many connections as wanted, or as the system lets this process open.
fn affordable(wanted: usize) -> usize {
    let Some(files) = open_files() else { return wanted };
    let affordable = files.saturating_sub(OTHER_FILES).max(16);
    if affordable < wanted {
        tracing::warn!(
            files,
            connections = affordable,
            "fewer connections than limits.connections: the system lets this process open few files (LimitNOFILE, ulimit -n)"
        );
    }
    wanted.min(affordable)
}

/// How many files this process may open, where Linux tells it
/// (<https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html>).
fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    soft_limit(&limits)
}

fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_open_files_is_read() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(soft_limit(limits), Some(1024));
        assert_eq!(soft_limit(&limits.replace("1024", "unlimited")), None);
    }
}
