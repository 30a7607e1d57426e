//! Stands before every route: what a route takes is looked up, and who does not have it goes no further.

use super::{
    permissions::{self, Declared, Needs},
    turned_away::TurnedAway,
    visit::{Circumstances, NotIn},
};
use crate::{
    http::{AppState, ClientAddress, gate::too_fast},
    metrics::Denied,
};
use app::{backend::Visitor, model::access::Permission, routes};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::request::Parts;
use std::net::SocketAddr;
use tower_sessions::Session;

pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut request, body) = request.into_parts();
    let address = state.auth.client_address(peer_of(&request), &request.headers);
    request.extensions.insert(ClientAddress(address));
    match permit(&state, &mut request).await {
        Ok(()) => next.run(Request::from_parts(request, body)).await,
        // Whoever comes no further than this is counted here, the others on their way in.
        Err(turned_away) => match too_fast(&state, &request.extensions) {
            Some(problem) => problem.into_response(),
            None => turned_away.answer(&request),
        },
    }
}

/// Lets a request in, with who asks; with nobody in particular where it takes nothing.
async fn permit(state: &AppState, request: &mut Parts) -> Result<(), TurnedAway> {
    let Some(route) = request.extensions.get::<MatchedPath>().cloned() else {
        // Nobody answers to this path.
        return Ok(());
    };
    let route = route.as_str();
    let permission = match permissions::of(&request.method, route) {
        Declared::Needs(Needs::Nothing) => return Ok(()),
        Declared::Needs(Needs::Permission(permission)) => permission,
        Declared::OnlyRead => return Err(TurnedAway::Method),
        Declared::Not => {
            tracing::error!(method = %request.method, route, "this route declares no permission: refused");
            return Err(TurnedAway::Undeclared);
        }
    };
    let visitor = visitor(state, request).await.map_err(TurnedAway::NotIn)?;
    let checked = visitor.you.access.check(permission).map_err(|refusal| {
        note_denial(state, &visitor, permission, route);
        TurnedAway::Refused(refusal)
    });
    request.extensions.insert(visitor);
    checked
}

async fn visitor(state: &AppState, request: &Parts) -> Result<Visitor, NotIn> {
    let session = request.extensions.get::<Session>().ok_or_else(|| {
        tracing::error!("nothing has read the session's cookie");
        NotIn::Broken
    })?;
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
    routes::is_call(request.uri.path())
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
