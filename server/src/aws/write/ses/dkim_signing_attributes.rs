use crate::aws::write::SecretInput;
use aws_sdk_sesv2::types as sdk;
use serde::{Deserialize, Serialize};

/// How an identity's mail is signed.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimSigningAttributes.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DkimSigningAttributes {
    /// BYODKIM: the name before `._domainkey`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain_signing_selector: Option<String>,
    /// BYODKIM: the private key, as one line of base64.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain_signing_private_key: Option<SecretInput>,
    /// Easy DKIM: `RSA_1024_BIT` or `RSA_2048_BIT`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_signing_key_length: Option<String>,
    /// A new identity's parent: `AWS_SES_` and its Region.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain_signing_attributes_origin: Option<String>,
}

impl DkimSigningAttributes {
    /// Easy DKIM.
    #[must_use]
    pub fn easy(key_length: &str) -> Self {
        Self {
            next_signing_key_length: Some(key_length.to_owned()),
            ..Self::default()
        }
    }

    /// BYODKIM.
    #[must_use]
    pub fn own_key(selector: &str, private_key: SecretInput) -> Self {
        Self {
            domain_signing_selector: Some(selector.to_owned()),
            domain_signing_private_key: Some(private_key),
            ..Self::default()
        }
    }

    pub(super) fn to_sdk(&self) -> sdk::DkimSigningAttributes {
        let private_key = self.domain_signing_private_key.as_ref();
        sdk::DkimSigningAttributes::builder()
            .set_domain_signing_selector(self.domain_signing_selector.clone())
            .set_domain_signing_private_key(private_key.map(|key| key.expose().to_owned()))
            .set_next_signing_key_length(self.next_signing_key_length.as_deref().map(Into::into))
            .set_domain_signing_attributes_origin(self.domain_signing_attributes_origin.as_deref().map(Into::into))
            .build()
    }
}
