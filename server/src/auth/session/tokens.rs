//! The provider's tokens, as they are kept.

use super::Current;
use crate::auth::{
    oidc::Tokens,
    seal::{NotSealed, SealKey},
};
use tower_sessions::{
    session::Id,
    session_store::{Error, Result},
};

impl Current {
    /// The provider's tokens, which take the cookie to be read.
    #[must_use]
    pub fn tokens(&self, id: &Id) -> Option<Tokens> {
        let opened = token_key(id).ok()?.open(self.tokens.as_deref()?).ok()?;
        serde_json::from_str(&opened).ok()
    }
}

/// The provider's tokens, as they are kept.
pub(super) fn seal_tokens(id: &Id, tokens: &str) -> Result<String> {
    let sealed = token_key(id).and_then(|key| key.seal(tokens));
    sealed.map_err(|error| Error::Encode(error.to_string()))
}

/// The key is in the cookie alone: whoever reads the database, or a copy of it, reads no token.
fn token_key(id: &Id) -> std::result::Result<SealKey, NotSealed> {
    SealKey::derive(id.to_string().as_bytes(), "provider tokens")
}
