use super::{is_true, same_policy, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Replaces the text of a policy. Does nothing, and says so to nobody, where there is no such policy.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailIdentityPolicy.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateEmailIdentityPolicy {
    /// The domain, or the address.
    pub email_identity: String,
    /// The policy's name.
    pub policy_name: String,
    /// Its text, as JSON.
    pub policy: String,
}

#[async_trait]
impl Operation for UpdateEmailIdentityPolicy {
    const NAME: &'static str = "UpdateEmailIdentityPolicy";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.update_email_identity_policy();
        let output = request
            .email_identity(&self.email_identity)
            .policy_name(&self.policy_name)
            .policy(&self.policy)
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            let known = details.policies.get(&self.policy_name);
            known.is_some_and(|known| same_policy(known, &self.policy))
        })
    }
}
