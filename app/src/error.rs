//! What can go wrong between a page and the server, without the server's internals.

use crate::{model::access::Refusal, wire::Json};
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
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
    #[error("Something went wrong in Frontdesk. Try again; if it stays, tell whoever runs it{}.", quoting(id.as_deref()))]
    Internal {
        /// The request's id, by which its lines are found in the log.
        id: Option<String>,
    },
}

fn quoting(id: Option<&str>) -> String {
    id.map(|id| format!(" and quote {id}")).unwrap_or_default()
}

impl FromServerFnError for AppError {
    type Encoder = Json;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::BadRequest
            }
            _ => Self::Internal { id: None },
        };
        #[cfg(feature = "ssr")]
        {
            crate::api::answered(error)
        }
        #[cfg(not(feature = "ssr"))]
        {
            error
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
            Self::Internal { .. } => 500,
        }
    }

    /// The same with the id of the request that met it, for what has to be looked up in the log.
    #[must_use]
    pub fn quoting(self, request_id: Option<&str>) -> Self {
        match self {
            Self::Internal { id } => Self::Internal {
                id: id.or_else(|| request_id.map(str::to_owned)),
            },
            other => other,
        }
    }

    /// Whether the same may be answered later, without anything else being asked.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::SignedOut | Self::Busy | Self::Unreachable)
    }
}

/// Whether the log has a line already about what a request failed with. The server puts it into each request's extensions.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct Noted(std::sync::Arc<std::sync::atomic::AtomicBool>);

#[cfg(feature = "ssr")]
impl Noted {
    /// There is a line now.
    pub fn set(&self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_log_is_quoted() {
        let error = AppError::Internal { id: None };
        assert!(error.to_string().ends_with("tell whoever runs it."));
        let quoted = error.quoting(Some("0b2c")).quoting(Some("another"));
        assert!(quoted.to_string().ends_with("tell whoever runs it and quote 0b2c."));
        assert_eq!(AppError::Busy.quoting(Some("0b2c")), AppError::Busy);
    }
}
