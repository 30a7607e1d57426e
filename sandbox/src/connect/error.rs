//! What Amazon Connect refuses a call with.

use crate::wire::{self, Service, Violation};

/// The errors of the simulated operations, as their model declares them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The call contradicts itself, or the caller may not combine what it combines.
    #[error("{0}")]
    AccessDenied(String),
    /// A member has a value that it may not have.
    #[error("{0}")]
    InvalidParameter(String),
    /// The same, of operations that declare no `InvalidParameterException`.
    #[error("{0}")]
    InvalidRequest(String),
    /// There is no such resource in this account and Region.
    #[error("{0}")]
    ResourceNotFound(String),
}

impl Error {
    /// A violation, in an operation that declares no `InvalidParameterException`.
    pub fn invalid_request(violation: Violation) -> Self {
        Self::InvalidRequest(violation.to_string())
    }

    /// There is no `kind` with this id.
    pub fn not_found(kind: &str, id: &str) -> Self {
        Self::ResourceNotFound(format!("{kind} not found: {id}"))
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::InvalidParameter(violation.to_string())
    }
}

impl From<Error> for wire::Error {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::AccessDenied(_) => "AccessDeniedException",
            Error::InvalidParameter(_) => "InvalidParameterException",
            Error::InvalidRequest(_) => "InvalidRequestException",
            Error::ResourceNotFound(_) => "ResourceNotFoundException",
        };
        Self::of(Service::Connect, code, error.to_string())
    }
}
