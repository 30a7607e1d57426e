//! How an identity is to be signed: what `DkimSigningAttributes` of the model ask for.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimSigningAttributes.html>

use serde::Deserialize;

use super::own_key::PrivateKey;
use super::{DkimAttributes, DkimOrigin, EmailIdentity, KeyLength, State};
use crate::context::Context;
use crate::wire::Violation;
use crate::wire::validate::required;

/// `DkimSigningAttributes` of the model.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DkimSigningAttributes {
    domain_signing_selector: Option<String>,
    domain_signing_private_key: Option<PrivateKey>,
    next_signing_key_length: Option<KeyLength>,
    domain_signing_attributes_origin: Option<DkimOrigin>,
}

/// How an identity is to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    /// With a key of SES, of this length.
    Easy(Option<KeyLength>),
    /// With the account's own key.
    OwnKey {
        /// Where the public half is published.
        selector: String,
        /// The public half.
        public_key: String,
    },
    /// With the key of the identity of the same name in this Region.
    ReplicaOf(String),
}

impl DkimSigningAttributes {
    /// For `CreateEmailIdentity`, where an origin can only be another Region.
    pub fn of_new(self) -> Result<Signing, Violation> {
        let has_key = self.domain_signing_selector.is_some() || self.domain_signing_private_key.is_some();
        let origin = match &self.domain_signing_attributes_origin {
            Some(DkimOrigin::AwsSes | DkimOrigin::External) => {
                let constraint = "Member must be the Region of a parent identity";
                return Err(Violation::without_value("DomainSigningAttributesOrigin", constraint));
            }
            Some(replica) => replica.clone(),
            None if has_key => DkimOrigin::External,
            None => DkimOrigin::AwsSes,
        };
        self.of(origin)
    }

    /// For `PutEmailIdentityDkimSigningAttributes`, which has a member of its own for the origin.
    pub fn of_change(self, origin: DkimOrigin) -> Result<Signing, Violation> {
        absent(
            "DomainSigningAttributesOrigin",
            self.domain_signing_attributes_origin.as_ref(),
        )?;
        self.of(origin)
    }

    fn of(self, origin: DkimOrigin) -> Result<Signing, Violation> {
        if origin != DkimOrigin::External {
            absent("DomainSigningSelector", self.domain_signing_selector.as_ref())?;
            absent("DomainSigningPrivateKey", self.domain_signing_private_key.as_ref())?;
        }
        if origin != DkimOrigin::AwsSes {
            absent("NextSigningKeyLength", self.next_signing_key_length.as_ref())?;
        }
        match origin {
            DkimOrigin::AwsSes => Ok(Signing::Easy(self.next_signing_key_length)),
            DkimOrigin::ReplicaOf(region) => Ok(Signing::ReplicaOf(region)),
            DkimOrigin::External => Ok(Signing::OwnKey {
                selector: required("DomainSigningSelector", self.domain_signing_selector)?,
                public_key: required("DomainSigningPrivateKey", self.domain_signing_private_key)?.public_half()?,
            }),
        }
    }
}

fn absent<T>(member: &str, value: Option<&T>) -> Result<(), Violation> {
    match value {
        None => Ok(()),
        Some(_) => Err(Violation::without_value(
            member,
            "Member must not be given for this origin",
        )),
    }
}

impl State {
    /// Gives `identity` the key that `signing` asks for, and begins to look for its records. What of
    /// a parent can be told at once is told.
    pub fn sign(&mut self, context: &Context, identity: &mut EmailIdentity, signing: Signing) {
        let mut missing_parent = None;
        let dkim = match signing {
            Signing::Easy(length) => {
                let here = self.region(&context.scope);
                here.keys_made += 1;
                let length = length.unwrap_or(KeyLength::Rsa2048);
                let now = context.timestamp();
                DkimAttributes::easy(&context.scope, &identity.name, here.keys_made, length, now)
            }
            Signing::OwnKey { selector, public_key } => DkimAttributes::own_key(selector, public_key),
            Signing::ReplicaOf(region) => {
                let mut dkim = DkimAttributes::replica(region.clone());
                match self.parent(&context.scope, &region, &identity.name) {
                    Ok(parent) => dkim.follow(&parent.dkim),
                    Err(error) => missing_parent = Some(error),
                }
                dkim
            }
        };
        identity.dkim = DkimAttributes {
            signing_enabled: identity.dkim.signing_enabled,
            ..dkim
        };
        identity.begin_detection(context.now);
        if let (Some(error), Some(detection)) = (missing_parent, &mut identity.detection) {
            detection.error = Some(error);
            detection.last_checked = Some(context.now);
            identity.settle();
        }
    }
}
