//! Frontdesk as the provider's client: how a sign-in begins, and the parts that the other steps share.

use super::{
    Error, LEEWAY, Pending, SettingsError, Trouble,
    http::Http,
    library::{LibraryClient, Metadata},
    metadata::algorithms,
    provider::{Asker, Provider},
    settings::Facts,
};
use crate::{clock::Clock, config};
use openidconnect::{
    AuthType, AuthenticationFlow, CsrfToken, IdTokenVerifier, Nonce, PkceCodeChallenge,
    core::{CoreClientAuthMethod, CoreJsonWebKey, CoreResponseType},
    url::Url,
};
use std::{sync::Arc, time::Duration};

/// How long what the provider says of itself is taken for true.
pub(super) const KNOWN_FOR: Duration = Duration::from_hours(1);

/// The same where a person is about to be sent there: a provider that is down should show on a page of Frontdesk.
const KNOWN_FOR_SIGN_IN: Duration = Duration::from_secs(10);

/// Frontdesk as an OpenID provider's client.
#[derive(Debug)]
pub struct Client {
    pub(super) facts: Facts,
    pub(super) http: Http,
    pub(super) clock: Clock,
    pub(super) provider: Provider,
}

impl Client {
    /// A client that comes back to `base`, the URL at which people reach Frontdesk. The provider is asked when first
    /// needed, so it may be down now.
    ///
    /// # Errors
    ///
    /// A setting is missing, or the issuer is not reached by TLS.
    pub fn new(
        settings: &config::Oidc,
        base: &Url,
        http: reqwest::Client,
        clock: Clock,
    ) -> Result<Self, SettingsError> {
        let facts = Facts::of(settings, base)?;
        let http = Http::new(http, &facts.issuer);
        let provider = Provider::new(facts.issuer.clone(), http.clone(), clock);
        Ok(Self {
            facts,
            http,
            clock,
            provider,
        })
    }

    /// Begins a sign-in: where to send the person, and what to remember until they come back.
    /// Source: <https://www.rfc-editor.org/rfc/rfc9700#section-2.1>
    ///
    /// # Errors
    ///
    /// The provider can't be reached.
    pub async fn begin(&self) -> Result<(Url, Pending), Error> {
        let metadata = self.provider.known(KNOWN_FOR_SIGN_IN, Asker::Known).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (url, state, nonce) = self
            .library(&metadata)?
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(self.facts.scopes.iter().cloned())
            .set_pkce_challenge(challenge)
            .url();
        let pending = Pending { state, nonce, verifier };
        Ok((url, pending))
    }

    /// Asks the provider what it can do, unless that is known.
    ///
    /// # Errors
    ///
    /// The provider can't be reached.
    pub async fn discover(&self) -> Result<(), Error> {
        self.metadata().await?;
        Ok(())
    }

    /// What is known of the provider, for somebody who is known.
    pub(super) async fn metadata(&self) -> Result<Arc<Metadata>, Trouble> {
        self.provider.known(KNOWN_FOR, Asker::Known).await
    }

    pub(super) fn library(&self, metadata: &Metadata) -> Result<LibraryClient, Trouble> {
        let token_endpoint = metadata.token_endpoint().ok_or(Trouble::Incomplete("token_endpoint"))?;
        let client_id = self.facts.client_id.clone();
        let client = LibraryClient::new(client_id, self.facts.issuer.clone(), metadata.jwks().clone())
            .set_client_secret(self.facts.client_secret.clone())
            .set_redirect_uri(self.facts.redirect_url.clone())
            .set_auth_type(authentication(metadata))
            .set_auth_uri(metadata.authorization_endpoint().clone())
            .set_token_uri(token_endpoint.clone());
        Ok(client)
    }

    /// Verifies as for a client without a secret, so that nothing is taken that is signed with the secret.
    pub(super) fn verifier(&self, metadata: &Metadata) -> IdTokenVerifier<'static, CoreJsonWebKey> {
        let millis = u64::try_from((self.clock)().as_millis()).unwrap_or_default();
        let now = std::time::UNIX_EPOCH + Duration::from_millis(millis);
        IdTokenVerifier::new_public_client(
            self.facts.client_id.clone(),
            self.facts.issuer.clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(algorithms(metadata))
        .set_time_fn(move || now.checked_sub(LEEWAY).unwrap_or(now).into())
    }
}

/// By header, which every provider has to take, unless it says that it takes the secret in the body only.
/// Source: <https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1>
fn authentication(metadata: &Metadata) -> AuthType {
    let takes = |method| {
        metadata
            .token_endpoint_auth_methods_supported()
            .is_some_and(|methods| methods.contains(&method))
    };
    if takes(CoreClientAuthMethod::ClientSecretPost) && !takes(CoreClientAuthMethod::ClientSecretBasic) {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}
