//! What Amazon Connect refuses a call with.

use crate::tags::TagsError;
use crate::wire::{self, Service, Violation};

/// The errors of the simulated operations, as their model declares them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The call contradicts itself, or the caller may not combine what it combines.
    #[error("{0}")]
    AccessDenied(String),
    /// There is one with this name already.
    #[error("{0}")]
    DuplicateResource(String),
    /// A token was used before, for another input.
    #[error("{0}")]
    Idempotency(String),
    /// A member has a value that it may not have.
    #[error("{0}")]
    InvalidParameter(String),
    /// The members do not fit each other, or not what they are for; any violation, of operations
    /// that declare no `InvalidParameterException`.
    #[error("{0}")]
    InvalidRequest(String),
    /// There are as many as there may be.
    #[error("{0}")]
    LimitExceeded(String),
    /// The resources are not in a state that allows it.
    #[error("{0}")]
    ResourceConflict(String),
    /// There is no such resource in this account and Region.
    #[error("{0}")]
    ResourceNotFound(String),
    /// There are as many as there may be; of the newer operations.
    #[error("{0}")]
    ServiceQuotaExceeded(String),
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

impl From<TagsError> for Error {
    fn from(error: TagsError) -> Self {
        match error {
            TagsError::Reserved(violation) | TagsError::Twice(violation) => violation.into(),
            TagsError::TooMany(_) => Self::InvalidRequest(error.to_string()),
        }
    }
}

impl From<Error> for wire::Error {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::AccessDenied(_) => "AccessDeniedException",
            Error::DuplicateResource(_) => "DuplicateResourceException",
            Error::Idempotency(_) => "IdempotencyException",
            Error::InvalidParameter(_) => "InvalidParameterException",
            Error::InvalidRequest(_) => "InvalidRequestException",
            Error::LimitExceeded(_) => "LimitExceededException",
            Error::ResourceConflict(_) => "ResourceConflictException",
            Error::ResourceNotFound(_) => "ResourceNotFoundException",
            Error::ServiceQuotaExceeded(_) => "ServiceQuotaExceededException",
        };
        Self::of(Service::Connect, code, error.to_string())
    }
}
