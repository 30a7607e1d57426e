use super::{is_true, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Says whether bounces and complaints are forwarded by e-mail.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityFeedbackAttributes.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityFeedbackAttributes {
    /// The domain, or the address.
    pub email_identity: String,
    /// Whether they are.
    pub email_forwarding_enabled: bool,
}

#[async_trait]
impl Operation for PutEmailIdentityFeedbackAttributes {
    const NAME: &'static str = "PutEmailIdentityFeedbackAttributes";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.put_email_identity_feedback_attributes();
        let request = request.email_identity(&self.email_identity);
        let enabled = self.email_forwarding_enabled;
        Ok(Answer::of(&request.email_forwarding_enabled(enabled).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            details.feedback_forwarding == self.email_forwarding_enabled
        })
    }
}
