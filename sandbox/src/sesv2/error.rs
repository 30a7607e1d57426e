//! What SES refuses a call with.

use crate::wire::{self, Service, Violation};

/// The errors of the simulated operations, as their model declares them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A member has a value that it may not have.
    #[error("{0}")]
    BadRequest(#[from] Violation),
    /// The name is taken.
    #[error("{0}")]
    AlreadyExists(String),
    /// There are as many as there may be.
    #[error("{0}")]
    LimitExceeded(String),
    /// There is no such resource in this account and Region.
    #[error("{0}")]
    NotFound(String),
}

impl From<Error> for wire::Error {
    fn from(error: Error) -> Self {
        let code = match error {
            Error::BadRequest(_) => "BadRequestException",
            Error::AlreadyExists(_) => "AlreadyExistsException",
            Error::LimitExceeded(_) => "LimitExceededException",
            Error::NotFound(_) => "NotFoundException",
        };
        Self::of(Service::Ses, code, error.to_string())
    }
}
