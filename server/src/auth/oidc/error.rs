//! What can go wrong between Frontdesk and the provider. No text in here has a token, a code or personal data.

use std::{fmt, sync::Arc};

/// Why somebody is not signed in.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The provider does not answer, or not with sense. It may work later.
    #[error("the identity provider can't be reached")]
    ProviderUnreachable(#[from] Trouble),
    /// The provider said no.
    #[error("the identity provider refused with `{0}`")]
    Refused(ErrorCode),
    /// What came does not verify.
    #[error("what the identity provider sent is not accepted: {0}")]
    Invalid(Invalid),
}

impl From<Invalid> for Error {
    fn from(what: Invalid) -> Self {
        Self::Invalid(what)
    }
}

impl Error {
    /// Whether somebody has to change Frontdesk's settings, or the provider's for Frontdesk.
    #[must_use]
    pub fn is_misconfiguration(&self) -> bool {
        match self {
            Self::Refused(code) => matches!(
                code.as_str(),
                "invalid_client"
                    | "unauthorized_client"
                    | "unsupported_grant_type"
                    | "unsupported_response_type"
                    | "invalid_request"
                    | "invalid_scope"
            ),
            Self::ProviderUnreachable(Trouble::OtherIssuer | Trouble::Incomplete(_) | Trouble::NotTls(_)) => true,
            Self::ProviderUnreachable(_) | Self::Invalid(_) => false,
        }
    }
}

/// Why the provider can't be made use of.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Trouble {
    /// There was no connection, or it broke, or it took too long.
    #[error("no connection, or it broke")]
    Connection(#[source] Arc<reqwest::Error>),
    /// It is overloaded or out of order.
    #[error("it answered with status {0}")]
    Status(u16),
    /// It sends more than can be meant.
    #[error("its answer is too long")]
    TooLong,
    /// What it answers is not what was asked for.
    #[error("its answer to the request for {0} is not understood")]
    Nonsense(&'static str),
    /// The document at `oidc.issuer` is of another issuer.
    #[error("its discovery document is not of the issuer that `oidc.issuer` names")]
    OtherIssuer,
    /// Its discovery document lacks something.
    #[error("its discovery document has no usable {0}")]
    Incomplete(&'static str),
    /// It would have secrets sent in the clear.
    #[error("its {0} is not an https URL")]
    NotTls(&'static str),
    /// It was asked a moment ago, and strangers can't make Frontdesk ask more often.
    #[error("it was asked a moment ago")]
    AskedAMomentAgo,
}

/// What did not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// The state is missing or of another sign-in.
    #[error("the state")]
    State,
    /// The `iss` parameter is missing or of another provider.
    #[error("the response's issuer")]
    ResponseIssuer,
    /// There is no code.
    #[error("the code")]
    Code,
    /// There is no ID token.
    #[error("the ID token is missing")]
    NoIdToken,
    /// The header has something that is not understood, such as an encrypted token.
    #[error("the ID token's header")]
    Header,
    /// The signature is missing, of a weak algorithm, or of another key.
    #[error("the ID token's signature")]
    Signature,
    /// It is of another issuer.
    #[error("the ID token's issuer")]
    Issuer,
    /// It is for somebody else.
    #[error("the ID token's audience")]
    Audience,
    /// It is too old, or from the future.
    #[error("the ID token's time")]
    Time,
    /// It answers another sign-in.
    #[error("the ID token's nonce")]
    Nonce,
    /// It was issued with another access token.
    #[error("the ID token's at_hash")]
    AccessTokenHash,
    /// It is of somebody else, or of nobody.
    #[error("the subject")]
    Subject,
    /// The access token can't be sent.
    #[error("the access token")]
    AccessToken,
    /// The user info is of somebody else, does not verify, or is denied.
    #[error("the user info")]
    UserInfo,
    /// Neither an ID token nor user info says who somebody is at a refresh.
    #[error("nothing says who this is: an ID token at refresh or a user info endpoint is needed")]
    Nobody,
}

/// An error code of OAuth, such as `access_denied`; `other` for what is not written like one.
/// Source: <https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode(String);

impl ErrorCode {
    const LONGEST: usize = 64;

    pub(super) fn of(said: &str) -> Self {
        let is_code = !said.is_empty()
            && said.len() <= Self::LONGEST
            && said.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        Self(if is_code { said } else { "other" }.to_owned())
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_plain() {
        assert_eq!(ErrorCode::of("access_denied").as_str(), "access_denied");
        for text in ["", "<script>", "two words", "a\nb", &"x".repeat(65), "Zoë"] {
            assert_eq!(ErrorCode::of(text).as_str(), "other", "{text}");
        }
    }
}
