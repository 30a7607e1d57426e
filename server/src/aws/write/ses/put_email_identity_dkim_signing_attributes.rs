use super::{DkimSigningAttributes, is_true, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{
    freshness::Service,
    identity::{Dkim, Origin},
    region::Region,
    snapshot::Snapshot,
};
use async_trait::async_trait;
use aws_sdk_sesv2::types::DkimSigningAttributesOrigin;
use serde::{Deserialize, Serialize};

/// Says whose key a domain's mail is signed with, and how long SES's next key is.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimSigningAttributes.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityDkimSigningAttributes {
    /// The domain.
    pub email_identity: String,
    /// `AWS_SES`, `EXTERNAL`, or `AWS_SES_` and the parent's Region.
    pub signing_attributes_origin: String,
    /// The key; a replica has its parent's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signing_attributes: Option<DkimSigningAttributes>,
}

#[async_trait]
impl Operation for PutEmailIdentityDkimSigningAttributes {
    const NAME: &'static str = "PutEmailIdentityDkimSigningAttributes";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.put_email_identity_dkim_signing_attributes();
        let output = request
            .email_identity(&self.email_identity)
            .signing_attributes_origin(DkimSigningAttributesOrigin::from(
                self.signing_attributes_origin.as_str(),
            ))
            .set_signing_attributes(self.signing_attributes.as_ref().map(DkimSigningAttributes::to_sdk))
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            details.dkim.as_ref().is_some_and(|dkim| self.is_like(dkim))
        })
    }
}

impl PutEmailIdentityDkimSigningAttributes {
    /// Of the account's own key AWS tells the selector only.
    fn is_like(&self, dkim: &Dkim) -> bool {
        let wanted = self.signing_attributes.as_ref();
        let selector = wanted.and_then(|wanted| wanted.domain_signing_selector.as_ref());
        let length = wanted.and_then(|wanted| wanted.next_signing_key_length.as_ref());
        dkim.origin == Origin::from_aws(&self.signing_attributes_origin)
            && selector.is_none_or(|selector| dkim.tokens.contains(selector))
            && length.is_none_or(|length| dkim.next_key_length.as_ref() == Some(length))
    }
}
