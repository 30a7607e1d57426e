//! What the control refuses a request with.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use crate::{dns, sesv2};

/// A refusal; its text is the `error` of a JSON document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read.
    #[error("{0}")]
    BadRequest(String),
    /// It could be read, but asks for what cannot be.
    #[error("{0}")]
    Unprocessable(String),
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// What is there already leaves no room for it.
    #[error("{0}")]
    Conflict(String),
    /// It was there, but its time has passed.
    #[error("{0}")]
    Gone(String),
    /// The path has other methods.
    #[error("this path does not take this method; GET /_sandbox tells which it takes")]
    MethodNotAllowed,
    /// The body is too large.
    #[error("the body must not be larger than {0} bytes")]
    TooLarge(usize),
    /// A web page can send this without asking, so it is not taken.
    #[error("Content-Type must be application/json")]
    NotJson,
    /// A web page of another site sent this.
    #[error("requests of other sites' pages are refused")]
    CrossSite,
    /// Somebody's domain name has been pointed to this machine.
    #[error("Host must be an IP address, localhost, or end in .localhost")]
    Misdirected,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Gone(_) => StatusCode::GONE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

impl From<dns::Error> for Error {
    fn from(error: dns::Error) -> Self {
        let of = match error {
            dns::Error::InvalidName { .. } | dns::Error::InvalidType(_) => Self::BadRequest,
            dns::Error::InvalidRecordSet { .. } => Self::Unprocessable,
            dns::Error::Conflict(_) => Self::Conflict,
            dns::Error::NoSuchRecordSet { .. } | dns::Error::NoSuchZone(_) => Self::NotFound,
        };
        of(error.to_string())
    }
}

impl From<sesv2::LinkError> for Error {
    fn from(error: sesv2::LinkError) -> Self {
        let of = match error {
            sesv2::LinkError::Unknown => Self::NotFound,
            sesv2::LinkError::Expired => Self::Gone,
        };
        of(error.to_string())
    }
}
