//! A refusal over HTTP: a status, and `{"error":"…"}`.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use crate::dns::Error;

/// What the client gets instead of an answer.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    message: String,
}

impl ApiError {
    /// The path is known, the method is not.
    pub fn method_not_allowed() -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            message: "Use GET, PUT or DELETE on /_sandbox/dns/{name}, PUT or DELETE on /_sandbox/dns/{name}/{type}, \
                      GET on /_sandbox/dns"
                .to_owned(),
        }
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let status = match error {
            Error::InvalidName { .. } | Error::InvalidType(_) => StatusCode::BAD_REQUEST,
            Error::InvalidRecordSet { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::NoSuchRecordSet { .. } | Error::NoSuchZone(_) => StatusCode::NOT_FOUND,
        };
        let message = error.to_string();
        Self { status, message }
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        Self {
            status: rejection.status(),
            message: rejection.body_text(),
        }
    }
}

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> Self {
        Self {
            status: rejection.status(),
            message: rejection.body_text(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.message }))).into_response()
    }
}
