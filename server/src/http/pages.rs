//! The pages.

use super::{
    AppState, assets,
    kept::{self, KeptPages},
};
use app::{
    App, Document,
    backend::{Backend, Changes, Records, Sessions},
    shell,
};
use axum::{Router, middleware::from_fn_with_state};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::sync::Arc;

/// Every page, and the server functions that they call.
pub(super) fn pages(state: &AppState) -> Router<AppState> {
    let backend = Arc::clone(&state.backend);
    let sessions: Arc<dyn Sessions> = Arc::new(state.auth.sessions().clone());
    let changes: Arc<dyn Changes> = Arc::clone(&state.changes) as _;
    let records: Arc<dyn Records> = Arc::new(state.changes.audit().clone());
    let auth = Arc::clone(&state.auth);
    let kept = from_fn_with_state(
        KeptPages::new(Arc::clone(&backend), Arc::clone(&state.metrics)),
        kept::keep,
    );
    let pages = Router::new().leptos_routes_with_context(
        state,
        generate_route_list(App),
        move || {
            provide_context::<Arc<dyn Backend>>(Arc::clone(&backend));
            provide_context::<Arc<dyn Sessions>>(Arc::clone(&sessions));
            provide_context::<Arc<dyn Changes>>(Arc::clone(&changes));
            provide_context::<Arc<dyn Records>>(Arc::clone(&records));
        },
        move || {
            shell(Document {
                files: assets::folder(),
                form_actions: auth.end_session_origin().into_iter().collect(),
            })
        },
    );
    pages.layer(kept)
}
