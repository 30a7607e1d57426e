//! What the provider says of itself: its endpoints, its keys and its algorithms.

use super::{Trouble, http::Http, library::Metadata, library::end_session};
use openidconnect::{
    DiscoveryError, EndSessionUrl, IssuerUrl, JsonWebKeySet, TokenUrl, UserInfoUrl, core::CoreJwsSigningAlgorithm,
    url::Url,
};

/// What a signature may be of: public keys only, for whoever may verify with a shared secret may also sign.
/// Source: <https://www.rfc-editor.org/rfc/rfc8725#section-3.1>
const TRUSTED: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Whether signatures of this algorithm are looked at at all.
pub(super) fn is_trusted(algorithm: &CoreJwsSigningAlgorithm) -> bool {
    TRUSTED.contains(algorithm)
}

/// Those of the algorithms that the provider says it signs with.
pub(super) fn algorithms(metadata: &Metadata) -> impl Iterator<Item = CoreJwsSigningAlgorithm> {
    let announced = metadata.id_token_signing_alg_values_supported();
    TRUSTED.into_iter().filter(|trusted| announced.contains(trusted))
}

/// Asks the provider what it is and for its keys.
/// Source: <https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig>
pub(super) async fn discover(issuer: &IssuerUrl, http: &Http) -> Result<Metadata, Trouble> {
    let metadata = Metadata::discover_async(issuer.clone(), http)
        .await
        .map_err(|error| trouble(error, "its discovery document or its keys"))?;
    check(&metadata, http)?;
    Ok(metadata)
}

/// The same with the keys that it has now.
pub(super) async fn with_newer_keys(metadata: &Metadata, http: &Http) -> Result<Metadata, Trouble> {
    let keys = JsonWebKeySet::fetch_async(metadata.jwks_uri(), http)
        .await
        .map_err(|error| trouble(error, "its keys"))?;
    Ok(metadata.clone().set_jwks(keys))
}

fn trouble(error: DiscoveryError<Trouble>, asked_for: &'static str) -> Trouble {
    match error {
        DiscoveryError::Request(trouble) => trouble,
        DiscoveryError::Validation(_) => Trouble::OtherIssuer,
        // The others quote what was answered.
        _ => Trouble::Nonsense(asked_for),
    }
}

fn check(metadata: &Metadata, http: &Http) -> Result<(), Trouble> {
    if metadata.token_endpoint().is_none() {
        return Err(Trouble::Incomplete("token_endpoint"));
    }
    if algorithms(metadata).next().is_none() {
        return Err(Trouble::Incomplete("id_token_signing_alg_values_supported"));
    }
    let endpoints = [
        ("authorization_endpoint", Some(metadata.authorization_endpoint().url())),
        ("token_endpoint", metadata.token_endpoint().map(TokenUrl::url)),
        ("userinfo_endpoint", metadata.userinfo_endpoint().map(UserInfoUrl::url)),
        ("end_session_endpoint", end_session(metadata).map(EndSessionUrl::url)),
    ];
    let is_unsafe = |url: Option<&Url>| url.is_some_and(|url| !http.is_safe(url));
    match endpoints.into_iter().find(|(_, url)| is_unsafe(*url)) {
        Some((name, _)) => Err(Trouble::NotTls(name)),
        None => Ok(()),
    }
}
