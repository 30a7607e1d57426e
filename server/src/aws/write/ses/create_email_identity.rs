use super::{DkimSigningAttributes, Tag, identity, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Creates an identity. SES begins to look for a domain's records, or mails a link to an address.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEmailIdentity {
    /// The domain, or the address.
    pub email_identity: String,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tags: Vec<Tag>,
    /// How a domain's mail is signed; an address has no key of its own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dkim_signing_attributes: Option<DkimSigningAttributes>,
    /// The configuration set that is used when a message names none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub configuration_set_name: Option<String>,
}

#[async_trait]
impl Operation for CreateEmailIdentity {
    const NAME: &'static str = "CreateEmailIdentity";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let tags = self.tags.iter().map(Tag::to_sdk).collect::<Result<Vec<_>, _>>()?;
        let request = clients.ses.create_email_identity();
        let output = request
            .email_identity(&self.email_identity)
            .set_tags((!tags.is_empty()).then_some(tags))
            .set_dkim_signing_attributes(self.dkim_signing_attributes.as_ref().map(DkimSigningAttributes::to_sdk))
            .set_configuration_set_name(self.configuration_set_name.clone())
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        Some(identity(&self.email_identity, region, snapshot).is_some())
    }
}
