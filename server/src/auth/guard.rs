//! Stands before every route: what a route takes is looked up, and who does not have it goes no further.

use super::{
    permissions,
    permissions::Needs,
    turned_away::TurnedAway,
    visit::{Circumstances, NotIn},
};
use crate::{
    http::{AppState, ClientAddress},
    metrics::Denied,
};
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
    let address = state.auth.client_address(peer_of(&request), &request.headers);
    request.extensions.insert(ClientAddress(address));
    match permit(&state, &request).await {
        Ok(None) => {}
        Ok(Some(visitor)) => {
            request.extensions.insert(visitor.you.person.clone());
            request.extensions.insert(visitor);
        }
        Err(turned_away) => return turned_away.answer(&request),
    }
    next.run(Request::from_parts(request, body)).await
}

/// Who asks this, if it is theirs to ask; nobody in particular where it takes nothing.
async fn permit(state: &AppState, request: &Parts) -> Result<Option<Visitor>, TurnedAway> {
    let Some(route) = request.extensions.get::<MatchedPath>().map(MatchedPath::as_str) else {
        // Nobody answers to this path.
        return Ok(None);
    };
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
        note_denial(state, &visitor, permission, route);
        TurnedAway::Refused(refusal)
    })?;
    Ok(Some(visitor))
}

async fn visitor(state: &AppState, request: &Parts) -> Result<Visitor, NotIn> {
    let session = request.extensions.get::<Session>().ok_or(NotIn::Broken)?;
    let circumstances = Circumstances {
        peer: peer_of(request),
        headers: &request.headers,
        is_active: is_activity(request),
        unrecorded: !state.backend.can_write(),
    };
    state.auth.visit(session, circumstances).await
}

/// Refuses what came through a proxy where there is no sign-in: somebody's proxy would let in whoever it lets in.
pub(crate) async fn refuse_proxied(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if state.auth.is_open() && super::peer::has_forwarded_headers(request.headers()) {
        let (request, _) = request.into_parts();
        return TurnedAway::Proxied.answer(&request);
    }
    next.run(request).await
}

/// The other end of the connection; unknown where there is none, as in some tests.
pub(super) fn peer_of(request: &Parts) -> Option<SocketAddr> {
    let ConnectInfo(peer) = request.extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(*peer)
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

/// Counts each, and logs them in aggregate.
fn note_denial(state: &AppState, visitor: &Visitor, permission: Permission, route: &str) {
    let person = &visitor.you.person;
    let denied = Denied {
        permission: permission.as_str(),
    };
    state.metrics.denials.get_or_create(&denied).inc();
    if let Some(times) = state.auth.denials.note(&person.subject, permission) {
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
