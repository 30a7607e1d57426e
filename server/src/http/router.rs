//! All that is served, in order.

use super::{AppState, assets, csrf, exports, headers, host, pages, theme};
use crate::auth;
use axum::{Router, extract::MatchedPath, middleware, routing::get};
use http::{HeaderName, Request};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::{Level, Span, info_span};

/// No form and no server function comes near this.
const BODY_LIMIT: usize = 256 * 1024;

/// Everything that Frontdesk serves: the same for the binary and for tests.
pub fn build_router(state: AppState) -> Router {
    let request_id = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/healthz", get("ok"))
        .merge(assets::routes())
        .merge(exports::routes())
        .merge(theme::routes())
        .merge(auth::routes())
        .merge(pages::pages(&state))
        // From the inside out.
        .layer(middleware::from_fn_with_state(state.clone(), auth::guard))
        .layer(state.auth.cookies().layer(state.auth.sessions().clone()))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(csrf::guard))
        .layer(middleware::from_fn_with_state(state.clone(), host::guard))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(headers::secure))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(Level::DEBUG)),
        )
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(state)
}

/// Names the route only: a path may hold an e-mail address, and a query what somebody searched for.
fn span<B>(request: &Request<B>) -> Span {
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok());
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    info_span!("request", method = %request.method(), route, id)
}
