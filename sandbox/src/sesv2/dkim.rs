//! How mail from an identity is signed.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{Duration, OffsetDateTime};

use super::VerificationStatus;
use crate::account::Scope;
use crate::generator::Generator;
use crate::wire::Timestamp;

/// "This can be changed at most once per day": after it, the next key replaces the present one.
pub const KEY_CHANGE: Duration = Duration::DAY;

const REPLICA_PREFIX: &str = "AWS_SES_";
/// The Regions whose keys are in a zone of their own.
/// <https://docs.aws.amazon.com/general/latest/gr/ses.html>
const REGIONS_WITH_A_ZONE: [&str; 11] = [
    "af-south-1",
    "ap-northeast-3",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-5",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "il-central-1",
    "me-central-1",
    "us-gov-east-1",
];

/// `DkimAttributes` of the model. By default, an identity is not signed.
#[derive(Clone, Debug, Default, Serialize)]
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
    /// When a key of the next length replaces the present one; `None` while the lengths are the same.
    #[serde(skip)]
    pub next_key_due: Option<OffsetDateTime>,
    /// The public half of the account's own key, as its record has it. AWS never tells it.
    #[serde(skip)]
    pub public_key: Option<String>,
}

/// `DkimSigningAttributesOrigin` of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DkimOrigin {
    /// Easy DKIM: SES makes the key.
    #[default]
    AwsSes,
    /// BYODKIM: the account brings the key.
    External,
    /// Deterministic Easy DKIM: the key of the identity of the same name in this Region.
    ReplicaOf(String),
}

/// `DkimSigningKeyLength` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyLength {
    /// What older identities have.
    #[serde(rename = "RSA_1024_BIT")]
    Rsa1024,
    /// What new identities get.
    #[serde(rename = "RSA_2048_BIT")]
    Rsa2048,
}

impl DkimAttributes {
    /// Easy DKIM with a key that is made now, the account's `number`th in the Region.
    pub fn easy(scope: &Scope, name: &str, number: u64, length: KeyLength, now: Timestamp) -> Self {
        let label = ["dkim", scope.account, &scope.region, name, &number.to_string()];
        let mut generator = Generator::new(&label);
        Self {
            tokens: Some((0..3).map(|_| generator.alphanumeric(32)).collect()),
            signing_hosted_zone: Some(hosted_zone(&scope.region)),
            next_signing_key_length: Some(length),
            current_signing_key_length: Some(length),
            last_key_generation_timestamp: Some(now),
            ..Self::default()
        }
    }

    /// BYODKIM with the key whose public half is published under `selector`.
    pub fn own_key(selector: String, public_key: String) -> Self {
        Self {
            tokens: Some(vec![selector]),
            signing_attributes_origin: DkimOrigin::External,
            public_key: Some(public_key),
            ..Self::default()
        }
    }

    /// Deterministic Easy DKIM, before the parent is known.
    pub fn replica(parent_region: String) -> Self {
        Self {
            signing_attributes_origin: DkimOrigin::ReplicaOf(parent_region),
            ..Self::default()
        }
    }

    /// Takes over the parent's key.
    pub fn follow(&mut self, parent: &Self) {
        self.tokens.clone_from(&parent.tokens);
        self.signing_hosted_zone.clone_from(&parent.signing_hosted_zone);
        self.next_signing_key_length = parent.next_signing_key_length;
        self.current_signing_key_length = parent.current_signing_key_length;
        self.last_key_generation_timestamp = parent.last_key_generation_timestamp;
    }

    /// Whether it has the parent's key.
    pub fn follows(&self, parent: &Self) -> bool {
        self.tokens == parent.tokens
            && self.next_signing_key_length == parent.next_signing_key_length
            && self.last_key_generation_timestamp == parent.last_key_generation_timestamp
    }

    /// Whether this is Easy DKIM with the Region's own key.
    pub fn is_easy(&self) -> bool {
        self.signing_attributes_origin == DkimOrigin::AwsSes && self.tokens.is_some()
    }

    /// Makes the key of the next length if its time has come.
    pub fn change_key(&mut self, now: OffsetDateTime) {
        if let Some(due) = self.next_key_due.take_if(|due| *due <= now) {
            self.current_signing_key_length = self.next_signing_key_length;
            self.last_key_generation_timestamp = Some(Timestamp::at(due));
        }
    }
}

/// The domain that Easy DKIM's CNAME records point into.
pub fn hosted_zone(region: &str) -> String {
    if REGIONS_WITH_A_ZONE.contains(&region) {
        format!("dkim.{region}.amazonses.com")
    } else {
        "dkim.amazonses.com".to_owned()
    }
}

impl Serialize for DkimOrigin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::AwsSes => serializer.serialize_str("AWS_SES"),
            Self::External => serializer.serialize_str("EXTERNAL"),
            Self::ReplicaOf(region) => {
                let region = region.replace('-', "_").to_uppercase();
                serializer.serialize_str(&format!("{REPLICA_PREFIX}{region}"))
            }
        }
    }
}

impl<'de> Deserialize<'de> for DkimOrigin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match (text.as_str(), text.strip_prefix(REPLICA_PREFIX)) {
            ("AWS_SES", _) => Ok(Self::AwsSes),
            ("EXTERNAL", _) => Ok(Self::External),
            (_, Some(region)) => Ok(Self::ReplicaOf(region.replace('_', "-").to_lowercase())),
            _ => Err(D::Error::custom(format!("unknown origin {text}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_it_is_written() {
        for (text, origin) in [
            ("AWS_SES", DkimOrigin::AwsSes),
            ("EXTERNAL", DkimOrigin::External),
            (
                "AWS_SES_US_GOV_EAST_1",
                DkimOrigin::ReplicaOf("us-gov-east-1".to_owned()),
            ),
        ] {
            let json = serde_json::Value::from(text);
            assert_eq!(serde_json::to_value(&origin).unwrap(), json);
            assert_eq!(serde_json::from_value::<DkimOrigin>(json).unwrap(), origin);
        }
    }
}
