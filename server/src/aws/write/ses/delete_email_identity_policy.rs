use super::{is_true, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Takes a policy from an identity. One that is not there does not matter.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentityPolicy.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteEmailIdentityPolicy {
    /// The domain, or the address.
    pub email_identity: String,
    /// The policy's name.
    pub policy_name: String,
}

#[async_trait]
impl Operation for DeleteEmailIdentityPolicy {
    const NAME: &'static str = "DeleteEmailIdentityPolicy";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.delete_email_identity_policy();
        let request = request.email_identity(&self.email_identity);
        Ok(Answer::of(&request.policy_name(&self.policy_name).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            !details.policies.contains_key(&self.policy_name)
        })
    }
}
