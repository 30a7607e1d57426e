//! Whether somebody who signed in a while ago is still who they were.

use super::{
    Client, Error, ErrorCode, SignedIn, Tokens,
    finish::refused,
    id_token::Occasion,
    library::{Metadata, TokenResponse},
    person::PersonError,
};
use openidconnect::{OAuth2TokenResponse, SubjectIdentifier, TokenResponse as _};

/// Why a check did not say who somebody is.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CheckError {
    /// The provider says that it is over. The session has to end.
    #[error("the identity provider ended this: {0}")]
    Ended(Ended),
    /// It is not known whether it is over: the provider does not answer, not with sense, or not to Frontdesk.
    #[error("the identity provider could not say whether this goes on")]
    Unreachable {
        /// Why.
        #[source]
        source: Error,
        /// To be kept in place of those that were checked: the provider has replaced them, and may take a second use
        /// of the old ones for theft. Source: <https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2>
        tokens: Option<Box<Tokens>>,
    },
    /// The provider issued nothing to ask with.
    #[error("the identity provider issued no refresh token")]
    NoRefreshToken,
}

/// How the provider says that it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// The refresh token is expired or revoked, or the person is disabled.
    #[error("the refresh token is no longer good")]
    Grant,
    /// It tells of another person.
    #[error("it answered about another person")]
    OtherPerson,
    /// It tells nothing about the person any more.
    #[error("it denied the user info")]
    UserInfo,
}

impl Client {
    /// Asks the provider, by refresh token, whether `subject` may go on, and in which groups they are now.
    ///
    /// Tokens are checked once: on success and where [`CheckError::Unreachable`] has some, the returned ones replace
    /// them. So run one check for a session at a time, and run it to its end even if whoever asked has gone.
    ///
    /// Source: <https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokens>
    ///
    /// # Errors
    ///
    /// It is over, or it is not known whether it is.
    pub async fn check(&self, tokens: &Tokens, subject: &str) -> Result<SignedIn, CheckError> {
        let refresh_token = tokens.refresh_token.as_ref().ok_or(CheckError::NoRefreshToken)?;
        let unanswered = |error: Error| CheckError::Unreachable {
            source: error,
            tokens: None,
        };
        let metadata = self.metadata().await.map_err(|trouble| unanswered(trouble.into()))?;
        let client = self.library(&metadata).map_err(|trouble| unanswered(trouble.into()))?;
        let answer = client
            .exchange_refresh_token(refresh_token)
            .request_async(&self.http.patient())
            .await;
        let response = answer.map_err(|error| match refused(error) {
            Error::Refused(code) if is_end(&code) => CheckError::Ended(Ended::Grant),
            error => unanswered(error),
        })?;
        let mut kept = tokens.clone();
        if let Some(new) = response.refresh_token() {
            kept.refresh_token = Some(new.clone());
        }
        let person = self.refreshed(&metadata, &response, subject, kept.clone()).await;
        person.map_err(|error| match error {
            PersonError::Denied => CheckError::Ended(Ended::UserInfo),
            PersonError::OtherSubject => CheckError::Ended(Ended::OtherPerson),
            PersonError::Failed(error) => CheckError::Unreachable {
                source: error,
                tokens: Some(Box::new(kept)),
            },
        })
    }

    async fn refreshed(
        &self,
        metadata: &Metadata,
        response: &TokenResponse,
        subject: &str,
        mut tokens: Tokens,
    ) -> Result<SignedIn, PersonError> {
        let access_token = response.access_token();
        let claims = match response.id_token() {
            Some(id_token) => {
                let claims = self
                    .verified(id_token, access_token, &tokens.nonce, Occasion::Refresh)
                    .await?;
                if claims.subject().as_str() != subject {
                    return Err(PersonError::OtherSubject);
                }
                tokens.id_token = id_token.to_string();
                Some(claims)
            }
            None => None,
        };
        let subject = SubjectIdentifier::new(subject.to_owned());
        self.person(metadata, &subject, claims, access_token, tokens).await
    }
}

/// Source: <https://www.rfc-editor.org/rfc/rfc6749#section-5.2>
fn is_end(code: &ErrorCode) -> bool {
    code.as_str() == "invalid_grant"
}
