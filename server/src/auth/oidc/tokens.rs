//! What is kept of what the provider issued.

use openidconnect::{Nonce, RefreshToken};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a session keeps of the provider's tokens. Serialized, they are in the clear: to be encrypted where stored.
///
/// The access token is not among them: nothing asks with it later.
#[derive(Clone, Serialize, Deserialize)]
pub struct Tokens {
    pub(super) id_token: String,
    pub(super) refresh_token: Option<RefreshToken>,
    /// Of the sign-in: an ID token that comes with a refresh has the same one or none.
    pub(super) nonce: Nonce,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("has_refresh_token", &self.refresh_token.is_some())
            .finish_non_exhaustive()
    }
}
