//! Whether an ID token is one of this provider, for Frontdesk, of now.
//! Source: <https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>

use super::{
    Client, Error, Invalid, LEEWAY,
    library::{IdToken, IdTokenClaims, Metadata},
    provider::Asker,
};
use app::model::time::Timestamp;
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, Nonce, NonceVerifier, SignatureVerificationError,
};
use std::time::Duration;

/// A sign-in takes no longer from the provider's issuing the token.
const OLDEST_AT_SIGN_IN: Duration = Duration::from_mins(10);

/// When the provider issued it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// It answers a code.
    SignIn,
    /// It comes with a refresh. Source: <https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse>
    Refresh,
}

impl Client {
    /// The claims, once verified with the provider's keys; with newer ones if it signed with a new key.
    pub(super) async fn verified<'t>(
        &self,
        token: &'t IdToken,
        access_token: &AccessToken,
        nonce: &Nonce,
        occasion: Occasion,
    ) -> Result<&'t IdTokenClaims, Error> {
        let metadata = self.metadata().await?;
        match self.claims(&metadata, token, access_token, nonce, occasion) {
            Err(Failure::UnknownKey) => {}
            Err(Failure::Invalid(what)) => return Err(what.into()),
            Ok(claims) => return Ok(claims),
        }
        let metadata = self.provider.newer_keys(&metadata, Asker::Known).await?;
        self.claims(&metadata, token, access_token, nonce, occasion)
            .map_err(|failure| Error::Invalid(failure.into()))
    }

    fn claims<'t>(
        &self,
        metadata: &Metadata,
        token: &'t IdToken,
        access_token: &AccessToken,
        nonce: &Nonce,
        occasion: Occasion,
    ) -> Result<&'t IdTokenClaims, Failure> {
        let verifier = self.verifier(metadata);
        let check_nonce = |said: Option<&Nonce>| match (occasion, said) {
            (Occasion::Refresh, None) => Ok(()),
            _ => nonce.verify(said),
        };
        let claims = token.claims(&verifier, check_nonce)?;
        self.check_authorized_party(claims)?;
        self.check_issue_time(claims, occasion)?;
        if let Some(hash) = claims.access_token_hash() {
            let key = token.signing_key(&verifier).map_err(|_| Invalid::Signature)?;
            let algorithm = token.signing_alg().map_err(|_| Invalid::Signature)?;
            let of_this =
                AccessTokenHash::from_token(access_token, algorithm, key).map_err(|_| Invalid::AccessTokenHash)?;
            if of_this != *hash {
                return Err(Invalid::AccessTokenHash.into());
            }
        }
        Ok(claims)
    }

    /// The library refuses every audience but Frontdesk, and leaves who asked to the caller.
    fn check_authorized_party(&self, claims: &IdTokenClaims) -> Result<(), Invalid> {
        match claims.authorized_party() {
            Some(party) if *party != self.facts.client_id => Err(Invalid::Audience),
            _ => Ok(()),
        }
    }

    fn check_issue_time(&self, claims: &IdTokenClaims, occasion: Occasion) -> Result<(), Invalid> {
        let now = (self.clock)();
        let issued = Timestamp::from_millis(claims.issue_time().timestamp_millis());
        let is_of_the_future = issued.since(now).unsigned_abs() > millis(LEEWAY);
        let is_old = occasion == Occasion::SignIn && now.since(issued).unsigned_abs() > millis(OLDEST_AT_SIGN_IN);
        if is_of_the_future || is_old {
            return Err(Invalid::Time);
        }
        Ok(())
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

enum Failure {
    /// It names a key that is not known.
    UnknownKey,
    Invalid(Invalid),
}

impl From<Invalid> for Failure {
    fn from(what: Invalid) -> Self {
        Self::Invalid(what)
    }
}

impl From<Failure> for Invalid {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::UnknownKey => Self::Signature,
            Failure::Invalid(what) => what,
        }
    }
}

impl From<ClaimsVerificationError> for Failure {
    /// The library's errors quote what they are about.
    fn from(error: ClaimsVerificationError) -> Self {
        Self::Invalid(match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                return Self::UnknownKey;
            }
            ClaimsVerificationError::Expired(_) => Invalid::Time,
            ClaimsVerificationError::InvalidAudience(_) => Invalid::Audience,
            ClaimsVerificationError::InvalidIssuer(_) => Invalid::Issuer,
            ClaimsVerificationError::InvalidNonce(_) => Invalid::Nonce,
            ClaimsVerificationError::InvalidSubject(_) => Invalid::Subject,
            ClaimsVerificationError::SignatureVerification(_) => Invalid::Signature,
            _ => Invalid::Header,
        })
    }
}
