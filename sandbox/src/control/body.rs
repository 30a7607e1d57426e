//! A request's JSON document.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::Error;

/// Larger than any document of the control.
const LIMIT: usize = 64 * 1024;

/// The body, read strictly: a member that is not known is an error that names it.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let bytes = to_bytes(request.into_body(), LIMIT);
        let bytes = bytes.await.map_err(|_| Error::TooLarge(LIMIT))?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| match error.classify() {
                Category::Data => Error::Unprocessable(error.to_string()),
                Category::Io | Category::Syntax | Category::Eof => Error::BadRequest(error.to_string()),
            })
    }
}
