use super::{is_true, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Turns an identity's DKIM signing on or off.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimAttributes.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityDkimAttributes {
    /// The domain, or the address.
    pub email_identity: String,
    /// Whether its mail is signed.
    pub signing_enabled: bool,
}

#[async_trait]
impl Operation for PutEmailIdentityDkimAttributes {
    const NAME: &'static str = "PutEmailIdentityDkimAttributes";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.put_email_identity_dkim_attributes();
        let request = request.email_identity(&self.email_identity);
        Ok(Answer::of(&request.signing_enabled(self.signing_enabled).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            let enabled = details.dkim.as_ref().is_some_and(|dkim| dkim.signing_enabled);
            enabled == self.signing_enabled
        })
    }
}
