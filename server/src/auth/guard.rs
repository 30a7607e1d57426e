//! Stands before every route: what a route takes is looked up, and who does not have it goes no further.

use super::{
    Auth, permissions,
    permissions::Needs,
    turned_away::TurnedAway,
    visit::{Circumstances, NotIn},
};
use crate::http::AppState;
use app::{backend::Visitor, model::access::Permission, routes};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::request::Parts;
use std::net::SocketAddr;
use tower_sessions::Session;

pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut request, body) = request.into_parts();
    match permit(&state, &request).await {
        Ok(None) => {}
        Ok(Some(visitor)) => {
            request.extensions.insert(visitor.you.person.clone());
            request.extensions.insert(visitor);
        }
        Err(turned_away) => return turned_away.answer(&state, &request),
    }
    next.run(Request::from_parts(request, body)).await
}

/// Who asks this, if it is theirs to ask; nobody in particular where it takes nothing.
async fn permit(state: &AppState, request: &Parts) -> Result<Option<Visitor>, TurnedAway> {
    let Some(route) = request.extensions.get::<MatchedPath>().map(MatchedPath::as_str) else {
        // Nobody answers to this path.
        return Ok(None);
    };
    if state.auth.is_open() && super::peer::has_forwarded_headers(&request.headers) {
        return Err(TurnedAway::Proxied);
    }
    let permission = match permissions::of(&request.method, route) {
        Some(Needs::Nothing) => return Ok(None),
        Some(Needs::Permission(permission)) => permission,
        None if routes::PAGES.iter().any(|(page, _)| *page == route) => return Err(TurnedAway::Method),
        None => {
            tracing::error!(method = %request.method, route, "this route declares no permission: refused");
            return Err(TurnedAway::Undeclared);
        }
    };
    let visitor = visitor(state, request).await.map_err(TurnedAway::NotIn)?;
    visitor.you.access.check(permission).map_err(|refusal| {
        state.auth.denied(&visitor, permission, route);
        TurnedAway::Refused(refusal)
    })?;
    Ok(Some(visitor))
}

async fn visitor(state: &AppState, request: &Parts) -> Result<Visitor, NotIn> {
    let session = request.extensions.get::<Session>().ok_or(NotIn::Broken)?;
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    let circumstances = Circumstances {
        peer: peer.map(|ConnectInfo(peer)| *peer),
        headers: &request.headers,
        is_active: is_activity(request),
        unrecorded: !state.backend.can_write(),
    };
    state.auth.visit(session, circumstances).await
}

/// Whether a request shows that somebody is at work. What an open page asks by itself does not: it says so with
/// `still-here` when it is used.
fn is_activity(request: &Parts) -> bool {
    !is_call(request) || !request.method.is_safe()
}

/// Whether an open page asks, and not a person for a page.
pub(super) fn is_call(request: &Parts) -> bool {
    request.uri.path().starts_with("/api/")
}

impl Auth {
    fn denied(&self, visitor: &Visitor, permission: Permission, route: &str) {
        let person = &visitor.you.person;
        if let Some(times) = self.denials.note(&person.subject, permission) {
            tracing::warn!(
                subject = person.subject,
                role = %person.role,
                permission = permission.as_str(),
                route,
                times,
                "denied"
            );
        }
    }
}
