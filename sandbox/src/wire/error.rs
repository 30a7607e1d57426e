//! A refusal, as every protocol needs it.

use http::StatusCode;

use super::Service;
use crate::model::Model;

/// What a client gets instead of an answer; each protocol writes it in its own way.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Error {
    /// The HTTP status that the service's model gives this error.
    pub status: StatusCode,
    /// The name of the error's shape, by which the SDKs tell errors apart.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

impl Error {
    /// An error of any kind.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    /// One of the errors of `service`'s model, with the status that it has there.
    pub fn of(service: Service, code: &'static str, message: impl Into<String>) -> Self {
        let status = Model::of(service).map_or(StatusCode::BAD_REQUEST, |model| model.status(code));
        Self::new(status, code, message)
    }

    /// A defect of the simulated AWS.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalFailure", message)
    }

    /// The body cannot be read as the protocol demands.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "SerializationException", message)
    }

    /// The body is in another format than the protocol's.
    pub fn unsupported_media_type(expected: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaTypeException",
            format!("Content-Type must be {expected}"),
        )
    }

    /// No such operation, or none that is simulated.
    pub fn unknown_operation(status: StatusCode, operation: &str) -> Self {
        Self::new(
            status,
            "UnknownOperationException",
            format!("The requested operation is not recognized by the service: {operation}"),
        )
    }
}
