//! Logout tokens, by which the provider ends sessions here. Anybody can send one, so what is cheap is checked first.
//! Source: <https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation>

use super::{
    Client, Trouble,
    client::KNOWN_FOR,
    library::Metadata,
    logout_claims::{Parsed, Signed},
    metadata::algorithms,
    provider::Asker,
};
use app::model::time::Timestamp;
use openidconnect::{JsonWebKey, core::CoreJsonWebKey};
use std::fmt;

/// What the provider wants ended.
#[derive(Clone, PartialEq, Eq)]
pub struct LogoutToken {
    /// Sessions of this person, if no session is named.
    pub subject: Option<String>,
    /// The session at the provider.
    pub session: Option<String>,
    /// The token's own name, under which it is taken once.
    pub id: String,
    /// From when on it is not taken in any case, so that its name may be forgotten.
    pub expires_at: Timestamp,
}

impl fmt::Debug for LogoutToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogoutToken")
            .field("has_subject", &self.subject.is_some())
            .field("has_session", &self.session.is_some())
            .finish_non_exhaustive()
    }
}

/// Why a logout token is not taken.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LogoutTokenError {
    /// It is not one of this provider for Frontdesk, of now.
    #[error("the logout token is not accepted: {0}")]
    Invalid(InvalidLogoutToken),
    /// The provider's keys are not known and can't be had now.
    #[error("the identity provider's keys can't be had")]
    ProviderUnreachable(#[from] Trouble),
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLogoutToken {
    /// It is too long, or not a signed token.
    #[error("its form")]
    Form,
    /// It has a header that is not understood.
    #[error("its header")]
    Header,
    /// It is unsigned, or signed in a way that is not trusted.
    #[error("its algorithm")]
    Algorithm,
    /// It lacks a claim, or has one of another type.
    #[error("its claims")]
    Claims,
    /// It is of another issuer.
    #[error("its issuer")]
    Issuer,
    /// It is for another client.
    #[error("its audience")]
    Audience,
    /// It is expired, of the future, too old or for too long.
    #[error("its time")]
    Time,
    /// It is not about a logout.
    #[error("its events")]
    Events,
    /// It has a nonce, as ID tokens have.
    #[error("its nonce")]
    Nonce,
    /// It names neither a person nor a session.
    #[error("whom it is about")]
    Nobody,
    /// Its name is empty or too long.
    #[error("its id")]
    Id,
    /// It is not signed by the provider.
    #[error("its signature")]
    Signature,
}

impl From<InvalidLogoutToken> for LogoutTokenError {
    fn from(what: InvalidLogoutToken) -> Self {
        Self::Invalid(what)
    }
}

impl Client {
    /// What a logout token says, if the provider signed it. That it is taken once is up to the caller, by its
    /// [`LogoutToken::id`].
    ///
    /// # Errors
    ///
    /// It is not accepted, or the provider's keys are not known.
    pub async fn logout_token(&self, token: &str) -> Result<LogoutToken, LogoutTokenError> {
        let parsed = Parsed::of(token)?;
        let accepted = parsed.check(&self.facts, (self.clock)())?;
        let metadata = self.provider.known(KNOWN_FOR, Asker::Stranger).await?;
        let metadata = if has_key(&metadata, &parsed.signed) {
            metadata
        } else {
            self.provider.newer_keys(&metadata, Asker::Stranger).await?
        };
        if !is_signed(&metadata, &parsed.signed) {
            return Err(InvalidLogoutToken::Signature.into());
        }
        Ok(accepted)
    }
}

fn named<'k>(metadata: &'k Metadata, signed: &'k Signed) -> impl Iterator<Item = &'k CoreJsonWebKey> {
    let is_named = |key: &&CoreJsonWebKey| match &signed.key_id {
        Some(id) => key.key_id().is_some_and(|known| known.as_str() == id),
        None => true,
    };
    metadata.jwks().keys().iter().filter(is_named)
}

fn has_key(metadata: &Metadata, signed: &Signed) -> bool {
    named(metadata, signed).next().is_some()
}

/// A key verifies with the algorithms of its own type only, so an RSA key is never taken for a shared secret.
fn is_signed(metadata: &Metadata, signed: &Signed) -> bool {
    algorithms(metadata).any(|announced| announced == signed.algorithm)
        && named(metadata, signed).any(|key| {
            key.verify_signature(&signed.algorithm, &signed.message, &signed.signature)
                .is_ok()
        })
}
