use super::{is_true, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Sets an identity's default configuration set, or takes it away.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityConfigurationSetAttributes.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityConfigurationSetAttributes {
    /// The domain, or the address.
    pub email_identity: String,
    /// The configuration set's name; `None` for none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub configuration_set_name: Option<String>,
}

#[async_trait]
impl Operation for PutEmailIdentityConfigurationSetAttributes {
    const NAME: &'static str = "PutEmailIdentityConfigurationSetAttributes";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.put_email_identity_configuration_set_attributes();
        let request = request.email_identity(&self.email_identity);
        let name = self.configuration_set_name.clone();
        Ok(Answer::of(&request.set_configuration_set_name(name).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.email_identity)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(&self.email_identity, region, snapshot, |details| {
            details.configuration_set == self.configuration_set_name
        })
    }
}
