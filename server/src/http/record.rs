//! What is recorded of a request: an id, counts, and a line in the log where it failed.

use super::{AppState, problem::Problem};
use crate::metrics::{Answered, Route};
use app::error::Noted;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderName, Method, StatusCode};
use prometheus_client::metrics::gauge::Gauge;
use std::any::Any;
use tokio::time::Instant;
use tower_http::request_id::RequestId;
use tracing::{Span, info_span};

/// The header with a request's id.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Forgets the id that a client gave: it would be written to the log, and could be another request's.
pub(super) async fn forget_id(mut request: Request) -> Request {
    request.headers_mut().remove(REQUEST_ID);
    request
}

/// Names the route only: a path may hold an e-mail address, and a query what somebody searched for.
pub(super) fn span<B>(request: &http::Request<B>) -> Span {
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok());
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    info_span!("request", method = method(request.method()), route, id)
}

/// Counts, and logs what failed.
pub(super) async fn count(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let metrics = &state.metrics;
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    // Server functions have no hand in the answer that is made of their error.
    let noted = Noted::default();
    request.extensions_mut().insert(noted.clone());
    let start = Instant::now();
    let response = {
        let _one = One::of(&metrics.in_flight);
        next.run(request).await
    };
    let taken = start.elapsed();
    let status = response.status();
    if status.is_server_error() && response.extensions().get::<IsLogged>().is_none() && !noted.is_set() {
        tracing::error!(status = status.as_u16(), millis = taken.as_millis(), "a request failed");
    }
    let answered = Answered {
        route: route.clone(),
        method,
        status: class(status),
    };
    metrics.requests.get_or_create(&answered).inc();
    metrics
        .durations
        .get_or_create(&Route { route })
        .observe(taken.as_secs_f64());
    response
}

/// Marks an answer about whose failure the log has its line already, or which is counted only.
#[derive(Clone, Copy)]
pub(crate) struct IsLogged;

/// An answer about whose failure the log has its line already.
pub(crate) fn logged(mut response: Response) -> Response {
    response.extensions_mut().insert(IsLogged);
    response
}

/// What is answered after a panic. The hook of the log has its message; the answer tells nothing of it.
pub(super) fn after_panic(state: &AppState) -> impl Fn(Box<dyn Any + Send>) -> Response + Clone + use<> {
    let metrics = std::sync::Arc::clone(&state.metrics);
    move |_| {
        metrics.panics.inc();
        let text = "Something went wrong inside Frontdesk. Try again; if it stays, tell whoever runs it.";
        logged(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, text).into_response())
    }
}

/// Methods are what a client writes: all unknown ones are counted as one.
fn method(method: &Method) -> &'static str {
    let known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let found = known.iter().zip(names).find(|(one, _)| *one == method);
    found.map_or("other", |(_, name)| name)
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// Counts one while it lives: also when the client goes and nobody waits for the answer any more.
struct One<'a>(&'a Gauge);

impl<'a> One<'a> {
    fn of(gauge: &'a Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for One<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_make_no_new_labels() {
        assert_eq!(method(&Method::PATCH), "PATCH");
        assert_eq!(method(&Method::from_bytes(b"BREW").expect("a method")), "other");
        assert_eq!(class(StatusCode::from_u16(999).expect("a status")), "5xx");
    }
}
