//! What WorkSpaces refuses a call with. awsJson errors are all of status 400.

use crate::wire::{self, Service, Violation};

/// The errors of the simulated operations, as their model declares them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The resource is visible, but not the caller's to look into.
    #[error("{0}")]
    AccessDenied(String),
    /// A member has a value that it may not have.
    #[error("{0}")]
    InvalidParameterValues(#[from] Violation),
    /// There is no such resource in this account and Region.
    #[error("The resource could not be found: {0}")]
    ResourceNotFound(String),
}

impl From<Error> for wire::Error {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::AccessDenied(_) => "AccessDeniedException",
            Error::InvalidParameterValues(_) => "InvalidParameterValuesException",
            Error::ResourceNotFound(_) => "ResourceNotFoundException",
        };
        Self::of(Service::WorkSpaces, code, error.to_string())
    }
}
