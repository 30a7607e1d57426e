//! Routes that are neither pages nor server functions. Each says what it takes where it is written, so that none is served that
//! does not.

use super::{AppState, assets, audit, changes, events, exports, theme};
use crate::auth::{self, Needs};
use axum::{Router, routing::MethodRouter};

/// Such a route.
pub(crate) struct Route {
    /// As the router writes it.
    pub(crate) path: &'static str,
    /// What it takes, whatever the method.
    pub(crate) needs: Needs,
    handlers: MethodRouter<AppState>,
}

impl Route {
    pub(crate) const fn new(path: &'static str, needs: Needs, handlers: MethodRouter<AppState>) -> Self {
        Self { path, needs, handlers }
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Route> {
    answered().into_iter().chain(assets::routes()).collect()
}

/// Those that have to be worked for, which is bounded.
pub(super) fn answered() -> Vec<Route> {
    let mut routes = auth::routes();
    routes.extend(exports::routes());
    routes.extend(audit::routes());
    routes.extend(changes::routes());
    routes.push(theme::route());
    routes.push(events::route());
    routes
}

/// Serves `routes`.
pub(super) fn router(routes: Vec<Route>) -> Router<AppState> {
    let add = |router: Router<AppState>, route: Route| router.route(route.path, route.handlers);
    routes.into_iter().fold(Router::new(), add)
}
