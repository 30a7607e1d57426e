//! Stands before every route: what a route takes is looked up, and who does not have it goes no further.

use super::{
    Auth, permissions,
    permissions::Needs,
    visit::{NotIn, broken},
};
use crate::http::{AppState, outside};
use app::{
    backend::Visitor,
    error::AppError,
    model::access::{Permission, Refusal},
    routes,
};
use axum::{
    Json,
    extract::{ConnectInfo, MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{Method, StatusCode, header, request::Parts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::{net::SocketAddr, sync::Arc};
use tower_sessions::Session;

pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut request, body) = request.into_parts();
    match permit(&state, &request).await {
        Ok(None) => {}
        Ok(Some(visitor)) => {
            request.extensions.insert(visitor.you.person.clone());
            request.extensions.insert(visitor);
        }
        Err(answer) => return *answer,
    }
    next.run(Request::from_parts(request, body)).await
}

/// Who may ask this; nobody in particular where it takes nothing.
async fn permit(state: &AppState, request: &Parts) -> Result<Option<Visitor>, Box<Response>> {
    let Some(route) = request.extensions.get::<MatchedPath>() else {
        // Nobody answers to this path.
        return Ok(None);
    };
    let auth = &state.auth;
    if auth.is_open() && super::peer::has_forwarded_headers(&request.headers) {
        return Err(Box::new(outside::problem(
            state,
            &request.headers,
            StatusCode::FORBIDDEN,
            "Not through a proxy",
            "This Frontdesk has no sign-in, so it answers only to a browser on its own machine, and not through a proxy.",
        )));
    }
    let permission = match permissions::of(&request.method, route.as_str()) {
        Some(Needs::Nothing) => return Ok(None),
        Some(Needs::Permission(permission)) => permission,
        None if routes::PAGES.iter().any(|(page, _)| *page == route.as_str()) => {
            return Err(Box::new(
                (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response(),
            ));
        }
        None => {
            tracing::error!(method = %request.method, route = route.as_str(), "this route declares no permission: refused");
            return Err(Box::new(StatusCode::FORBIDDEN.into_response()));
        }
    };
    let visitor = visitor(auth, request).await;
    let visitor = visitor.map_err(|why| not_in(state, request, &why))?;
    visitor.you.access.check(permission).map_err(|refusal| {
        auth.denied(&visitor, permission, route.as_str());
        refused(state, request, refusal)
    })?;
    Ok(Some(visitor))
}

async fn visitor(auth: &Arc<Auth>, request: &Parts) -> Result<Visitor, NotIn> {
    let session = request.extensions.get::<Session>();
    let session = session.ok_or_else(|| broken(sqlx::Error::Protocol("no session layer".to_owned())))?;
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    auth.visit(
        session,
        peer.map(|ConnectInfo(peer)| *peer),
        &request.headers,
        is_activity(request),
    )
    .await
}

/// Whether a request shows that somebody is at work. What an open page asks by itself does not: it says so with
/// `still-here` when it is used.
fn is_activity(request: &Parts) -> bool {
    !is_call(request) || !request.method.is_safe()
}

fn is_call(request: &Parts) -> bool {
    request.uri.path().starts_with("/api/")
}

/// Whether a person sees the answer as it is, and not a script.
fn is_for_a_person(request: &Parts) -> bool {
    let accept = request.headers.get(header::ACCEPT);
    accept
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn not_in(state: &AppState, request: &Parts, why: &NotIn) -> Box<Response> {
    let (status, title, text, error) = match why {
        NotIn::SignedOut if is_for_a_person(request) && !is_call(request) && request.method == Method::GET => {
            return Box::new(Redirect::to(&sign_in_for(request)).into_response());
        }
        NotIn::SignedOut => (
            StatusCode::UNAUTHORIZED,
            "You are signed out",
            "Nothing was changed. Sign in again in a new tab, then reload this page: what you typed is sent once more.",
            AppError::SignedOut,
        ),
        NotIn::NoRole => (
            StatusCode::FORBIDDEN,
            "You have no role here",
            "The sign-in service knows you, but gives you no role in Frontdesk. Ask whoever runs Frontdesk for one of its groups.",
            AppError::SignedOut,
        ),
        NotIn::ProviderUnreachable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The sign-in service does not answer",
            "It can’t be asked whether you may still be here. Nothing is lost; try again in a few minutes.",
            AppError::Unreachable,
        ),
        NotIn::Broken => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Frontdesk’s database does not answer",
            "Nobody can be recognised without it. Try again in a moment; if it stays, tell whoever runs Frontdesk.",
            AppError::Internal,
        ),
    };
    if is_for_a_person(request) {
        return Box::new(outside::problem(state, &request.headers, status, title, text));
    }
    Box::new((status, Json(error)).into_response())
}

/// The sign-in that leads back to what was asked for.
fn sign_in_for(request: &Parts) -> String {
    let wanted = request.uri.path_and_query().map_or("/", |wanted| wanted.as_str());
    match wanted {
        "/" => routes::SIGN_IN.to_owned(),
        wanted => format!(
            "{}?return_to={}",
            routes::SIGN_IN,
            utf8_percent_encode(wanted, NON_ALPHANUMERIC)
        ),
    }
}

fn refused(state: &AppState, request: &Parts, refusal: Refusal) -> Box<Response> {
    if is_for_a_person(request) {
        let text = refusal.to_string();
        return Box::new(outside::problem(
            state,
            &request.headers,
            StatusCode::FORBIDDEN,
            "You may not do this",
            &text,
        ));
    }
    Box::new((StatusCode::FORBIDDEN, Json(AppError::Forbidden(refusal))).into_response())
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
