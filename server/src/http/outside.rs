//! Pages for when nobody is signed in, or nothing else works: whole documents without scripts.

use super::{assets, record::REQUEST_ID};
use app::{outside::Outside, routes, theme};
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};

/// The stylesheet, and forms that lead to Frontdesk; nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";

/// Such a page, drawn in the theme that the person chose.
pub(crate) fn page(headers: &HeaderMap, status: StatusCode, draw: impl FnOnce(&Outside<'_>) -> String) -> Response {
    let document = draw(&Outside {
        style: &format!("{}/frontdesk.css", assets::folder()),
        theme: theme::chosen_in(headers),
        request_id: headers
            .get(REQUEST_ID)
            .and_then(|id| id.to_str().ok())
            .filter(|_| !status.is_success()),
    });
    (status, [(header::CONTENT_SECURITY_POLICY, POLICY)], Html(document)).into_response()
}

/// Says what went wrong and what to do.
pub(crate) fn problem(headers: &HeaderMap, status: StatusCode, title: &str, text: &str) -> Response {
    let action = match status {
        StatusCode::UNAUTHORIZED => ("Sign in", routes::SIGN_IN),
        _ => ("Back to the overview", routes::OVERVIEW),
    };
    page(headers, status, |outside| outside.problem(title, text, Some(action)))
}
