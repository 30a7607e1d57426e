//! How a sign-in ends.

use super::{
    Callback, Client, Error, ErrorCode, Invalid, Pending, SignedIn, Tokens, Trouble,
    id_token::Occasion,
    library::{Metadata, TokenErrorResponse},
};
use openidconnect::{AuthorizationCode, OAuth2TokenResponse, RequestTokenError, TokenResponse};

impl Client {
    /// Ends a sign-in that [`Client::begin`] began: who came back.
    ///
    /// # Errors
    ///
    /// The callback does not answer this sign-in, the provider refused or can't be reached, or what it sent does not
    /// verify. The pending sign-in is used up in any case.
    pub async fn finish(&self, pending: Pending, callback: Callback) -> Result<SignedIn, Error> {
        // Before anything else, for anybody can have a browser open this address.
        pending.check_state(callback.state.as_deref())?;
        let metadata = self.metadata().await?;
        self.check_response_issuer(&metadata, callback.iss.as_deref())?;
        if let Some(error) = callback.error {
            return Err(Error::Refused(ErrorCode::of(&error)));
        }
        let code = callback.code.filter(|code| !code.is_empty()).ok_or(Invalid::Code)?;
        let response = self
            .library(&metadata)?
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(pending.verifier)
            .request_async(&self.http)
            .await
            .map_err(refused)?;
        let id_token = response.id_token().ok_or(Invalid::NoIdToken)?;
        let access_token = response.access_token();
        let claims = self
            .verified(id_token, access_token, &pending.nonce, Occasion::SignIn)
            .await?;
        let subject = claims.subject();
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
            return Err(Invalid::Subject.into());
        }
        let tokens = Tokens {
            id_token: id_token.to_string(),
            refresh_token: response.refresh_token().cloned(),
            nonce: pending.nonce,
        };
        let person = self
            .person(&metadata, subject, Some(claims), access_token, tokens)
            .await;
        Ok(person?)
    }

    /// Source: <https://www.rfc-editor.org/rfc/rfc9207#section-2.4>
    fn check_response_issuer(&self, metadata: &Metadata, said: Option<&str>) -> Result<(), Invalid> {
        let more = &metadata.additional_metadata().additional_metadata;
        match said {
            Some(issuer) if issuer == self.facts.issuer.as_str() => Ok(()),
            None if !more.authorization_response_iss_parameter_supported => Ok(()),
            _ => Err(Invalid::ResponseIssuer),
        }
    }
}

/// Source: <https://openid.net/specs/openid-connect-core-1_0.html#IDToken>
pub(super) const LONGEST_SUBJECT: usize = 255;

/// What came of asking for tokens.
pub(super) fn refused(error: RequestTokenError<Trouble, TokenErrorResponse>) -> Error {
    match error {
        RequestTokenError::ServerResponse(answer) => Error::Refused(ErrorCode::of(answer.error().as_ref())),
        RequestTokenError::Request(trouble) => trouble.into(),
        // The others quote what was answered.
        _ => Trouble::Nonsense("tokens").into(),
    }
}
