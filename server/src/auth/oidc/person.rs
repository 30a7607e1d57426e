//! Who somebody is, from the ID token and, for what it leaves out, from the user info.

use super::{
    Client, Error, Invalid, Tokens, Trouble,
    claims::Claims,
    library::{IdTokenClaims, Metadata, UserInfo},
};
use openidconnect::{
    AccessToken, ClaimsVerificationError, EndUserEmail, EndUserName, EndUserUsername, LocalizedClaim,
    SubjectIdentifier, UserInfoError, UserInfoUrl,
};
use std::fmt;

/// Somebody whom the provider knows.
#[derive(Clone)]
pub struct SignedIn {
    /// Who, for good: of this provider, nobody else has it. Source: <https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability>
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their e-mail address, to be shown; whoever decides by it trusts what people may write about themselves.
    pub email: Option<String>,
    /// What decides on their role. Empty where the provider names none.
    pub groups: Vec<String>,
    /// The provider's name for their session there; after a check, `None` means as before.
    pub provider_session: Option<String>,
    /// What they are checked and signed out with.
    pub tokens: Tokens,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn")
            .field("groups", &self.groups.len())
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

/// Why it is not known who somebody is.
pub(super) enum PersonError {
    /// The provider won't tell.
    Denied,
    /// It tells of somebody else.
    OtherSubject,
    Failed(Error),
}

impl From<Error> for PersonError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Trouble> for PersonError {
    fn from(trouble: Trouble) -> Self {
        Self::Failed(trouble.into())
    }
}

impl From<PersonError> for Error {
    fn from(error: PersonError) -> Self {
        match error {
            PersonError::Denied => Self::Invalid(Invalid::UserInfo),
            PersonError::OtherSubject => Self::Invalid(Invalid::Subject),
            PersonError::Failed(error) => error,
        }
    }
}

/// What one source says.
#[derive(Default)]
struct Said {
    name: Option<String>,
    username: Option<String>,
    email: Option<String>,
    groups: Option<Vec<String>>,
    provider_session: Option<String>,
}

impl Said {
    fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            username: self.username.or(other.username),
            email: self.email.or(other.email),
            groups: self.groups.or(other.groups),
            provider_session: self.provider_session,
        }
    }
}

impl Client {
    /// Everything about `subject`. Verified claims are those of an ID token that came with the access token.
    pub(super) async fn person(
        &self,
        metadata: &Metadata,
        subject: &SubjectIdentifier,
        verified: Option<&IdTokenClaims>,
        access_token: &AccessToken,
        tokens: Tokens,
    ) -> Result<SignedIn, PersonError> {
        let mut said = verified.map(|claims| self.said_in_id_token(claims)).unwrap_or_default();
        if self.lacks_something(&said) {
            match metadata.userinfo_endpoint() {
                Some(endpoint) => {
                    let user_info = self.user_info(metadata, endpoint, subject, access_token).await?;
                    said = said.or(self.said_in_user_info(&user_info));
                }
                None if verified.is_none() => return Err(Error::Invalid(Invalid::Nobody).into()),
                None => {}
            }
        }
        let name = said.name.or(said.username).or_else(|| said.email.clone());
        Ok(SignedIn {
            subject: subject.to_string(),
            name: name.unwrap_or_else(|| subject.to_string()),
            email: said.email,
            groups: said.groups.unwrap_or_default(),
            provider_session: said.provider_session,
            tokens,
        })
    }

    /// Names and addresses are missed only where they were asked for.
    fn lacks_something(&self, said: &Said) -> bool {
        let has_name = said.name.is_some() || said.username.is_some();
        said.groups.is_none()
            || (!has_name && self.facts.asks_for("profile"))
            || (said.email.is_none() && self.facts.asks_for("email"))
    }

    fn said_in_id_token(&self, claims: &IdTokenClaims) -> Said {
        self.said(
            claims.name(),
            claims.preferred_username(),
            claims.email(),
            claims.additional_claims(),
        )
    }

    fn said_in_user_info(&self, claims: &UserInfo) -> Said {
        self.said(
            claims.name(),
            claims.preferred_username(),
            claims.email(),
            claims.additional_claims(),
        )
    }

    fn said(
        &self,
        name: Option<&LocalizedClaim<EndUserName>>,
        username: Option<&EndUserUsername>,
        email: Option<&EndUserEmail>,
        claims: &Claims,
    ) -> Said {
        let groups_claim = &self.facts.groups_claim;
        if claims.leaves_out(groups_claim) {
            tracing::warn!(
                claim = %groups_claim,
                "the identity provider leaves out a person's groups because they are too many: have it name only the \
                 groups that are assigned to Frontdesk, or use its application roles"
            );
        }
        Said {
            name: name.and_then(|name| name.get(None)).and_then(|name| text(name)),
            username: username.and_then(|name| text(name)),
            email: email.and_then(|email| text(email)),
            groups: claims.groups(groups_claim),
            provider_session: claims.provider_session(),
        }
    }

    async fn user_info(
        &self,
        metadata: &Metadata,
        endpoint: &UserInfoUrl,
        subject: &SubjectIdentifier,
        access_token: &AccessToken,
    ) -> Result<UserInfo, PersonError> {
        // The library expects a header to be made of it. Source: <https://www.rfc-editor.org/rfc/rfc6749#appendix-A.12>
        if !access_token.secret().bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
            return Err(Error::Invalid(Invalid::AccessToken).into());
        }
        let client = self.library(metadata)?.set_user_info_url(endpoint.clone());
        client
            .user_info(access_token.clone(), Some(subject.clone()))
            .request_async(&self.http)
            .await
            .map_err(refused)
    }
}

fn refused(error: UserInfoError<Trouble>) -> PersonError {
    match error {
        UserInfoError::Request(trouble) => trouble.into(),
        UserInfoError::Response(status, ..) if matches!(status.as_u16(), 401 | 403) => PersonError::Denied,
        UserInfoError::ClaimsVerification(ClaimsVerificationError::InvalidSubject(_)) => PersonError::OtherSubject,
        UserInfoError::ClaimsVerification(_) => Error::Invalid(Invalid::UserInfo).into(),
        // The others quote what was answered.
        _ => Trouble::Nonsense("the user info").into(),
    }
}

fn text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
