//! How mail from an identity is signed.

use serde::{Serialize, Serializer};

use super::VerificationStatus;
use crate::wire::Timestamp;

/// `DkimAttributes` of the model.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DkimAttributes {
    /// Whether mail is signed.
    pub signing_enabled: bool,
    /// Whether SES found the DNS records.
    pub status: VerificationStatus,
    /// Three tokens of Easy DKIM, or the selector of the account's own key.
    pub tokens: Option<Vec<String>>,
    /// Where the tokens' CNAME records point to; Easy DKIM only.
    pub signing_hosted_zone: Option<String>,
    /// Whose key it is.
    pub signing_attributes_origin: DkimOrigin,
    /// The length of the next key; Easy DKIM only.
    pub next_signing_key_length: Option<KeyLength>,
    /// The length of the present key; Easy DKIM only.
    pub current_signing_key_length: Option<KeyLength>,
    /// When the present key was made; Easy DKIM only.
    pub last_key_generation_timestamp: Option<Timestamp>,
}

/// `DkimSigningAttributesOrigin` of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DkimOrigin {
    /// Easy DKIM: SES makes the key.
    AwsSes,
    /// BYODKIM: the account brings the key.
    External,
    /// Deterministic Easy DKIM: the key of the identity of the same name in this Region.
    ReplicaOf(String),
}

impl Serialize for DkimOrigin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::AwsSes => serializer.serialize_str("AWS_SES"),
            Self::External => serializer.serialize_str("EXTERNAL"),
            Self::ReplicaOf(region) => {
                let region = region.replace('-', "_").to_uppercase();
                serializer.serialize_str(&format!("AWS_SES_{region}"))
            }
        }
    }
}

/// `DkimSigningKeyLength` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyLength {
    /// What older identities have.
    #[serde(rename = "RSA_1024_BIT")]
    Rsa1024,
    /// What new identities get.
    #[serde(rename = "RSA_2048_BIT")]
    Rsa2048,
}
