use super::{identity, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Deletes an identity with its policies and its tags.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteEmailIdentity {
    /// The domain, or the address.
    pub email_identity: String,
}

#[async_trait]
impl Operation for DeleteEmailIdentity {
    const NAME: &'static str = "DeleteEmailIdentity";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.delete_email_identity().email_identity(&self.email_identity);
        Ok(Answer::of(&request.send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        Some(identity(&self.email_identity, region, snapshot).is_none())
    }
}
