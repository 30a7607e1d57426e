use super::{is_true, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use aws_sdk_sesv2::types::BehaviorOnMxFailure;
use serde::{Deserialize, Serialize};

/// Sets an identity's MAIL FROM domain, or takes it away.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityMailFromAttributes.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityMailFromAttributes {
    /// The domain, or the address.
    pub email_identity: String,
    /// The MAIL FROM domain; `None` for none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mail_from_domain: Option<String>,
    /// `USE_DEFAULT_VALUE` or `REJECT_MESSAGE`.
    pub behavior_on_mx_failure: String,
}

#[async_trait]
impl Operation for PutEmailIdentityMailFromAttributes {
    const NAME: &'static str = "PutEmailIdentityMailFromAttributes";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.put_email_identity_mail_from_attributes();
        let output = request
            .email_identity(&self.email_identity)
            .set_mail_from_domain(self.mail_from_domain.clone())
            .behavior_on_mx_failure(BehaviorOnMxFailure::from(self.behavior_on_mx_failure.as_str()))
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            let rejects = self.behavior_on_mx_failure == BehaviorOnMxFailure::RejectMessage.as_str();
            match (&details.mail_from, &self.mail_from_domain) {
                (None, None) => true,
                (Some(known), Some(wanted)) => known.domain == *wanted && known.reject_on_mx_failure == rejects,
                _ => false,
            }
        })
    }
}
