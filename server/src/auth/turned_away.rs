//! What is said to somebody whom the guard does not let through.

use super::{guard::is_call, visit::NotIn};
use crate::http::{
    outside,
    problem::accepts_html,
    record::{REQUEST_ID, logged},
};
use app::{error::AppError, model::access::Refusal, routes};
use axum::{
    Json,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Why the guard does not let a request through.
pub(super) enum TurnedAway {
    /// There is no sign-in, and it came through a proxy.
    Proxied,
    /// A page is only read.
    Method,
    /// Nobody said what it takes.
    Undeclared,
    /// Nobody is signed in.
    NotIn(NotIn),
    /// Whoever is may not.
    Refused(Refusal),
}

/// When it is worth another try, in seconds: what takes the database so long is mostly that many ask at once.
const SOON: HeaderValue = HeaderValue::from_static("2");

impl TurnedAway {
    pub(super) fn answer(&self, request: &Parts) -> Response {
        let (status, title, text, error) = match self {
            Self::Method => return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response(),
            Self::NotIn(NotIn::SignedOut) if is_for_a_page(request) => {
                return Redirect::to(&sign_in_for(request)).into_response();
            }
            Self::Proxied => (
                StatusCode::FORBIDDEN,
                "Not through a proxy",
                "This Frontdesk has no sign-in, so it answers only to a browser on its own machine, and not through a proxy.",
                AppError::SignedOut,
            ),
            Self::Undeclared => (
                StatusCode::FORBIDDEN,
                "You may not do this",
                "Nobody may, as it is. Tell whoever runs Frontdesk.",
                AppError::Internal { id: None },
            ),
            Self::NotIn(NotIn::SignedOut) => (
                StatusCode::UNAUTHORIZED,
                "You are signed out",
                "Nothing was changed. Sign in again in a new tab, then reload this page: what you typed is sent once more.",
                AppError::SignedOut,
            ),
            Self::NotIn(NotIn::NoRole) => (
                StatusCode::FORBIDDEN,
                "You have no role here",
                "The sign-in service knows you, but gives you no role in Frontdesk. Ask whoever runs Frontdesk for one.",
                AppError::SignedOut,
            ),
            Self::NotIn(NotIn::ProviderUnreachable) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The sign-in service does not answer",
                "It can’t be asked whether you may still be here. Nothing is lost; try again in a few minutes.",
                AppError::Unreachable,
            ),
            Self::NotIn(NotIn::Broken) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Frontdesk’s database does not answer",
                "Nobody can be recognised without it. Try again in a moment; if it stays, tell whoever runs Frontdesk.",
                AppError::Internal { id: None },
            ),
            Self::Refused(refusal) => {
                let text = refusal.to_string();
                let error = AppError::Forbidden(*refusal);
                return say(request, StatusCode::FORBIDDEN, "You may not do this", &text, error);
            }
        };
        let mut answer = say(request, status, title, text, error);
        if matches!(self, Self::NotIn(NotIn::Broken)) {
            answer.headers_mut().insert(header::RETRY_AFTER, SOON);
        }
        // Whoever could not find out who asks has written to the log why.
        if status.is_server_error() {
            logged(answer)
        } else {
            answer
        }
    }
}

/// A page for a person, JSON for a script.
fn say(request: &Parts, status: StatusCode, title: &str, text: &str, error: AppError) -> Response {
    if accepts_html(&request.headers) {
        return outside::problem(&request.headers, status, title, text);
    }
    let id = request.headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    (status, Json(error.quoting(id))).into_response()
}

fn is_for_a_page(request: &Parts) -> bool {
    accepts_html(&request.headers) && !is_call(request) && request.method == Method::GET
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
