//! A sign-in that has begun.

use super::Invalid;
use aws_lc_rs::constant_time;
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is remembered of a sign-in while the person is at the provider: bound to the browser, used once.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pending {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
}

impl Pending {
    /// Whether a callback with this state answers this sign-in; takes as long for any state of the same length.
    #[must_use]
    pub fn is_answered_by(&self, state: &str) -> bool {
        constant_time::verify_slices_are_equal(self.state.secret().as_bytes(), state.as_bytes()).is_ok()
    }

    pub(super) fn check_state(&self, state: Option<&str>) -> Result<(), Invalid> {
        match state {
            Some(state) if self.is_answered_by(state) => Ok(()),
            _ => Err(Invalid::State),
        }
    }
}

/// The query with which the provider sends the person back.
/// Sources: <https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2>, <https://www.rfc-editor.org/rfc/rfc9207#section-2>
#[derive(Clone, Default, Deserialize)]
pub struct Callback {
    /// What the tokens are fetched with.
    pub code: Option<String>,
    /// Which sign-in this answers.
    pub state: Option<String>,
    /// Who answers.
    pub iss: Option<String>,
    /// Why there is no code. The `error_description` beside it is not read: anybody can write it, so nobody is shown it.
    pub error: Option<String>,
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("has_code", &self.code.is_some())
            .field("has_state", &self.state.is_some())
            .field("has_iss", &self.iss.is_some())
            .field("has_error", &self.error.is_some())
            .finish_non_exhaustive()
    }
}
