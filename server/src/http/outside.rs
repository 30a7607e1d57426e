//! Pages for when nobody is signed in, or nothing else works: whole documents without scripts.

use super::{AppState, theme};
use app::outside::Outside;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderMap, StatusCode};

/// What such a page is drawn with.
pub(crate) fn page<T>(state: &AppState, headers: &HeaderMap, draw: impl FnOnce(&Outside<'_>) -> T) -> T {
    draw(&Outside {
        style: &state.style(),
        theme: theme::chosen(headers),
        request_id: headers.get("x-request-id").and_then(|id| id.to_str().ok()),
    })
}

/// Says what went wrong and what to do.
pub(crate) fn problem(state: &AppState, headers: &HeaderMap, status: StatusCode, title: &str, text: &str) -> Response {
    let action = match status {
        StatusCode::UNAUTHORIZED => Some(("Sign in", app::routes::SIGN_IN)),
        _ => Some(("Back to the overview", app::routes::OVERVIEW)),
    };
    let document = page(state, headers, |outside| outside.problem(title, text, action));
    (status, Html(document)).into_response()
}
