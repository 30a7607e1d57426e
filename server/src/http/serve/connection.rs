//! One connection.

use super::{
    crowd::Place,
    line::Line,
    stage::{IDLE, Progress},
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{ConnectInfo, Request},
    response::Response,
};
use http::{HeaderValue, header};
use hyper::{
    body::{Body as HttpBody, Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{net::TcpStream, time::sleep};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The head of a request, at most. Larger than [`super::super::size`] lets pass, whose answer says more. An AWS load balancer
/// adds up to 27 KiB of its own.
const HEAD: usize = 96 * 1024;
/// What is kept of a connection in memory, at most.
const BUFFER: usize = 128 * 1024;
/// Header lines in a request, at most.
const HEADERS: usize = 128;

pub(super) struct Connection {
    pub(super) peer: SocketAddr,
    pub(super) place: Place,
    pub(super) router: Router,
    pub(super) stop: CancellationToken,
}

impl Connection {
    /// Answers requests until the client goes, takes too long or has to give way.
    pub(super) async fn serve(self, stream: TcpStream) {
        // Fails only on a connection that is gone already.
        let _ = stream.set_nodelay(true);
        let progress = self.place.progress.clone();
        let is_left_unread = Arc::new(AtomicBool::new(false));
        let service = service_fn(|request: Request<Incoming>| {
            let (progress, unread) = (progress.clone(), Arc::clone(&is_left_unread));
            answer(
                self.router.clone(),
                request,
                self.peer,
                progress,
                unread,
                self.stop.clone(),
            )
        });
        let io = TokioIo::new(Line::new(stream, progress.clone()));
        let mut http = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(IDLE)
            .max_header_size(HEAD)
            .max_buf_size(BUFFER)
            .max_headers(HEADERS)
            .serve_connection(io, service);
        let mut giving_way = pin!(self.place.has_to_give_way());
        loop {
            let is_stopping = self.stop.is_cancelled();
            let look_again = Duration::from_millis(if is_stopping { 100 } else { 1_000 });
            tokio::select! {
                // What came is read before the connection gives way.
                biased;
                // However it ends is the client's affair: errors of ours are answers.
                _ = &mut http => break,
                () = sleep(look_again) => {}
                () = self.stop.cancelled(), if !is_stopping => {}
                () = &mut giving_way => return,
            }
            if progress.is_overdue(self.stop.is_cancelled()) {
                return;
            }
        }
        if is_left_unread.load(Ordering::Relaxed) {
            tokio::select! {
                () = http.into_parts().io.into_inner().linger() => {}
                () = giving_way => {}
            }
        }
    }
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    progress: Progress,
    is_left_unread: Arc<AtomicBool>,
    stop: CancellationToken,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    let has_body = !request.body().is_end_stream();
    progress.asked(has_body);
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(progress.clone());
    let mut response = router.oneshot(request).await?;
    if progress.answers() {
        is_left_unread.store(true, Ordering::Relaxed);
    }
    if stop.is_cancelled() {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    Ok(response.map(|body| Body::new(Followed { body, progress })))
}

/// The body of an answer. When it is dropped, it is handed over.
struct Followed {
    body: Body,
    progress: Progress,
}

impl HttpBody for Followed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.progress.is_done();
    }
}
