//! U+0000: no name, text or id has it, and PostgreSQL keeps no text with it. So nobody gets past here with one.

use super::problem::Problem;
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::StatusCode;

/// What is said of it.
pub(super) const REFUSED: Problem = Problem::new(
    StatusCode::BAD_REQUEST,
    "There is a character in this that can’t be kept.",
);

/// Refuses an address with one.
pub(super) async fn refuse(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if is_in(address.as_bytes()) {
        return REFUSED.into_response();
    }
    next.run(request).await
}

/// Whether there is one in what an address or a form says.
pub(super) fn is_in(encoded: &[u8]) -> bool {
    encoded.contains(&0) || encoded.windows(3).any(|signs| signs == b"%00")
}
