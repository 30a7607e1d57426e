//! What WorkSpaces refuses a call with. awsJson errors are all of status 400.

use crate::tags::TagsError;
use crate::wire::{self, Service, Violation};

/// The errors of the simulated operations, as their model declares them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The resource is visible, but this is not the caller's to do.
    #[error("{0}")]
    AccessDenied(String),
    /// A member has a value that it may not have.
    #[error("{0}")]
    InvalidParameterValues(#[from] Violation),
    /// What is under way has to end first, or something else has to be done first.
    #[error("{0}")]
    InvalidResourceState(String),
    /// The connection string is taken.
    #[error("{0}")]
    ResourceAlreadyExists(String),
    /// The alias or the directory has its partner already.
    #[error("{0}")]
    ResourceAssociated(String),
    /// There would be more than there may be.
    #[error("{0}")]
    ResourceLimitExceeded(String),
    /// There is no such resource in this account and Region.
    #[error("The resource could not be found: {0}")]
    ResourceNotFound(String),
}

impl From<TagsError> for Error {
    fn from(error: TagsError) -> Self {
        match error {
            TagsError::Reserved(violation) | TagsError::Twice(violation) => violation.into(),
            TagsError::TooMany(_) => Self::ResourceLimitExceeded(error.to_string()),
        }
    }
}

impl From<Error> for wire::Error {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::AccessDenied(_) => "AccessDeniedException",
            Error::InvalidParameterValues(_) => "InvalidParameterValuesException",
            Error::InvalidResourceState(_) => "InvalidResourceStateException",
            Error::ResourceAlreadyExists(_) => "ResourceAlreadyExistsException",
            Error::ResourceAssociated(_) => "ResourceAssociatedException",
            Error::ResourceLimitExceeded(_) => "ResourceLimitExceededException",
            Error::ResourceNotFound(_) => "ResourceNotFoundException",
        };
        Self::of(Service::WorkSpaces, code, error.to_string())
    }
}
