//! What SES refuses a call with.

use http::StatusCode;

use crate::wire;
use crate::wire::validate::Violation;

/// The errors of the simulated operations, as their model declares them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A member has a value that it may not have.
    #[error("{0}")]
    BadRequest(#[from] Violation),
    /// There is no such resource in this account and Region.
    #[error("{0}")]
    NotFound(String),
}

impl From<Error> for wire::Error {
    fn from(error: Error) -> Self {
        let (status, code) = match error {
            Error::BadRequest(_) => (StatusCode::BAD_REQUEST, "BadRequestException"),
            Error::NotFound(_) => (StatusCode::NOT_FOUND, "NotFoundException"),
        };
        Self::new(status, code, error.to_string())
    }
}
