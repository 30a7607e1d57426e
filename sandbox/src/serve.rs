//! The connections. An accept loop of our own, because a fault may have a connection reset, and
//! because a fault must not hold up the end.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::fault::{Delivery, Reset};

/// How long a connection may be idle or take for the head of a request. Longer than the 90 seconds
/// for which clients usually keep an idle connection, so that it is they who close it.
const HEADER_TIMEOUT: Duration = Duration::from_mins(2);
/// How long begun requests may take after the end was called for.
const GRACE: Duration = Duration::from_secs(10);
/// How long to wait when no connection can be accepted, for want of file descriptors perhaps.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Serves `router` over HTTP/1.1 until `shutdown` resolves, then finishes the requests that have
/// begun: those that are answered within ten seconds. A fault that keeps a client waiting for ever
/// ends at once.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let (end, ending) = watch::channel(());
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            stream = accept(&listener) => {
                connections.spawn(connection(stream, router.clone(), ending.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    drop(end);
    let finished = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, finished).await.is_err() {
        tracing::warn!(open = connections.len(), "connections closed before their answer");
    }
}

/// The next connection. What goes wrong with one does not concern the others.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
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

async fn connection(stream: TcpStream, router: Router, mut ending: watch::Receiver<()>) {
    let end = ending.clone();
    let service = service_fn(move |request| answer(router.clone(), request, end.clone()));
    let mut http = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let ended = tokio::select! {
        outcome = &mut http => Some(outcome),
        _ = ending.changed() => None,
    };
    let outcome = if let Some(outcome) = ended {
        outcome
    } else {
        Pin::new(&mut http).graceful_shutdown();
        (&mut http).await
    };
    // Only a fault makes the service fail; whatever else ends a connection is the client's affair.
    if outcome.is_err_and(|error| is_reset(&error)) {
        reset(&http.into_parts().io.into_inner());
    }
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    mut ending: watch::Receiver<()>,
) -> Result<Response, Reset> {
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let is_stalled = response.extensions().get() == Some(&Delivery::Never);
    tokio::select! {
        delivered = Delivery::carry_out(response) => delivered,
        _ = ending.changed(), if is_stalled => Err(Reset),
    }
}

fn is_reset(error: &hyper::Error) -> bool {
    error.source().is_some_and(<dyn Error>::is::<Reset>)
}

/// Closes a connection with RST instead of FIN (RFC 9293, 3.10.7), which is what a client sees of
/// a peer that crashed.
fn reset(stream: &TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::debug!(%error, "the connection was gone already");
    }
}
