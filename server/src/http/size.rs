//! How long a request may be, and how long it may take.

use super::{AppState, Gate, nul, problem::Problem, serve::Progress};
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, Uri};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::{sync::SemaphorePermit, time::timeout};

/// No form and no server function comes near this.
const BODY: usize = 256 * 1024;
/// The longest page is a search; browsers and proxies stop at 8 KiB, too.
const TARGET: usize = 8 * 1024;
/// An AWS load balancer adds up to 27 KiB of its own.
const HEADERS: usize = 48 * 1024;

/// How long the body of a request may take.
const BODY_TIME: Duration = Duration::from_secs(15);
/// How long a request may take in all, its body included.
const TIME: Duration = Duration::from_secs(30);

/// Refuses what is too long by what its head says, before anything else of it is read.
pub(super) async fn refuse_large(request: Request, next: Next) -> Response {
    let problem = if target_length(request.uri()) > TARGET {
        Problem::new(StatusCode::URI_TOO_LONG, "The address is too long.")
    } else if headers_length(request.headers()) > HEADERS {
        Problem::new(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "The browser sent too much along. Delete the cookies of this site and try again.",
        )
    } else if request.body().size_hint().lower() > BODY as u64 {
        TOO_LARGE
    } else {
        return next.run(request).await;
    };
    problem.into_response()
}

const TOO_LARGE: Problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "This is more than Frontdesk takes.");

fn target_length(target: &Uri) -> usize {
    target.path_and_query().map_or(0, |path| path.as_str().len())
}

fn headers_length(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum()
}

/// Reads the whole body before the handler begins, so that none waits for a slow client or does half of its work.
pub(super) async fn read_whole(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    // The memory is given back when the handler is done.
    let (bytes, _memory) = match timeout(BODY_TIME, read(body, &state.gate)).await {
        Ok(Ok(read)) => read,
        Ok(Err(problem)) => {
            if problem.is_shed() {
                state.metrics.shed.inc();
            }
            return problem.into_response();
        }
        Err(_) => {
            let text = "The request took too long to arrive. Try again.";
            return Problem::new(StatusCode::REQUEST_TIMEOUT, text).into_response();
        }
    };
    if let Some(progress) = parts.extensions.get::<Progress>() {
        progress.body_is_read();
    }
    if nul::is_in(&bytes) {
        return nul::REFUSED.into_response();
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

async fn read(mut body: Body, gate: &Gate) -> Result<(Vec<u8>, SemaphorePermit<'_>), Problem> {
    let (mut bytes, mut memory) = (Vec::new(), gate.memory_for(0)?);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "The request broke off."))?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > BODY {
            return Err(TOO_LARGE);
        }
        memory.merge(gate.memory_for(data.len())?);
        bytes.extend_from_slice(&data);
    }
    Ok((bytes, memory))
}

/// Gives up on an answer that takes too long.
pub(super) async fn bound_time(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if let Ok(response) = timeout(TIME, next.run(request)).await {
        return response;
    }
    state.metrics.given_up.inc();
    let text = "This took too long, so it was given up. Look whether it was done before you try again.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, text)
        .retry_after(Duration::from_secs(10))
        .counted()
        .into_response()
}
