//! What can go wrong between a page and the server, without the server's internals.

use crate::model::access::Refusal;
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// Why a server function could not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// The request made no sense.
    #[error("The request can't be understood. Reload the page and try again.")]
    BadRequest,
    /// Nobody is signed in, or no longer.
    #[error("You are signed out. Sign in again to go on.")]
    SignedOut,
    /// The person may not do this.
    #[error("{0}")]
    Forbidden(Refusal),
    /// More was asked than one person or the server can be answered.
    #[error("Frontdesk has too much to do. Try again in a moment.")]
    Busy,
    /// The server can't be reached.
    #[error("Frontdesk does not answer. Check the connection and try again.")]
    Unreachable,
    /// Something went wrong on the server.
    #[error("Something went wrong in Frontdesk. Try again; if it stays, tell whoever runs it.")]
    Internal,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::BadRequest
            }
            _ => Self::Internal,
        }
    }
}

impl AppError {
    /// The status that answers it over HTTP.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::SignedOut => 401,
            Self::Forbidden(_) => 403,
            Self::Busy | Self::Unreachable => 503,
            Self::Internal => 500,
        }
    }

    /// Whether the same may be answered later, without anything else being asked.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::SignedOut | Self::Busy | Self::Unreachable)
    }
}
