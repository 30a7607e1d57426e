//! The types of the openidconnect crate, with the claims and the metadata that are read here.

use super::claims::Claims;
use openidconnect::{
    AdditionalProviderMetadata, EmptyExtraTokenFields, EndSessionUrl, EndpointNotSet, EndpointSet, IdTokenFields,
    LogoutProviderMetadata, ProviderMetadata, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreErrorResponseType,
        CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};

/// What the provider says of itself, besides what the library reads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MoreMetadata {
    /// Whether every authorization response names the issuer.
    /// Source: <https://www.rfc-editor.org/rfc/rfc9207#section-3>
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for MoreMetadata {}

pub(super) type Metadata = ProviderMetadata<
    LogoutProviderMetadata<MoreMetadata>,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

pub(super) type IdToken =
    openidconnect::IdToken<Claims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

pub(super) type IdTokenClaims = openidconnect::IdTokenClaims<Claims, CoreGenderClaim>;

pub(super) type UserInfo = openidconnect::UserInfoClaims<Claims, CoreGenderClaim>;

pub(super) type TokenResponse = StandardTokenResponse<
    IdTokenFields<
        Claims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

pub(super) type TokenErrorResponse = StandardErrorResponse<CoreErrorResponseType>;

/// A client of a provider whose endpoints are known.
pub(super) type LibraryClient<HasAuthUrl = EndpointSet, HasTokenUrl = EndpointSet> = openidconnect::Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    TokenErrorResponse,
    TokenResponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    HasAuthUrl,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    HasTokenUrl,
    EndpointNotSet,
>;

/// Where people are signed out at the provider.
pub(super) fn end_session(metadata: &Metadata) -> Option<&EndSessionUrl> {
    metadata.additional_metadata().end_session_endpoint.as_ref()
}
