//! All that is served, in order.

use super::{
    AppState, assets, csrf, gate, headers, host, nul, pages, problem,
    record::{self, REQUEST_ID},
    route, size,
};
use crate::auth;
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state, map_request},
};
use std::sync::Arc;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

/// Everything that Frontdesk serves: the same for the binary and for tests.
pub fn build_router(state: AppState) -> Router {
    state.changes.set_standing(Arc::new(auth::BySession {
        auth: Arc::clone(&state.auth),
        backend: Arc::clone(&state.backend),
    }));
    let routes = route::router(route::answered()).merge(pages::pages(&state));
    let sessions = state.auth.cookies().layer(state.auth.sessions().clone());
    let guard = from_fn_with_state(state.clone(), auth::guard);
    assemble(routes, state, |routes| routes.layer(guard).layer(sessions))
}

/// `routes` behind all that stands before them but sign-in.
pub fn open(routes: Router<AppState>, state: AppState) -> Router {
    assemble(routes, state, |routes| routes)
}

fn assemble(
    routes: Router<AppState>,
    state: AppState,
    guard: impl FnOnce(Router<AppState>) -> Router<AppState>,
) -> Router {
    let with = |state: &AppState| state.clone();
    let routes = routes
        // From the inside out. Nobody who sends slowly takes a turn, and nobody who may not come in sends a body at all.
        .layer(from_fn_with_state(with(&state), gate::limit_turns))
        .layer(from_fn_with_state(with(&state), size::read_whole))
        .layer(from_fn_with_state(with(&state), gate::limit_rate));
    // Those inside the guard know who asks. Files cost nothing, so nobody's are counted.
    guard(routes.merge(route::router(assets::routes().into())))
        .layer(from_fn_with_state(with(&state), size::bound_time))
        // These are for everybody and everything.
        .layer(from_fn_with_state(with(&state), csrf::guard))
        .layer(from_fn_with_state(with(&state), auth::refuse_proxied))
        .layer(from_fn_with_state(with(&state), host::guard))
        .layer(from_fn(nul::refuse))
        .layer(from_fn(size::refuse_large))
        .layer(CatchPanicLayer::custom(record::after_panic(&state)))
        .layer(from_fn(problem::quote))
        // With brotli the encoder takes new memory each time, and up to 50 ms where the last of it was given back.
        .layer(CompressionLayer::new().no_br())
        .layer(from_fn_with_state(with(&state), headers::secure))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(from_fn_with_state(with(&state), record::count))
        .layer(TraceLayer::new_for_http().make_span_with(record::span).on_failure(()))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(map_request(record::forget_id))
        .with_state(state)
}
