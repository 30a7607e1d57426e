use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Deletes an e-mail address, and its alias relations with it.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteEmailAddress.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteEmailAddress {
    /// The instance.
    pub instance_id: String,
    /// The address.
    pub email_address_id: String,
    /// The addresses that it is related to, which AWS changes with it; no member of AWS's input.
    #[serde(skip)]
    pub related: Vec<String>,
}

#[async_trait]
impl Operation for DeleteEmailAddress {
    const NAME: &'static str = "DeleteEmailAddress";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.delete_email_address();
        let request = request
            .instance_id(&self.instance_id)
            .email_address_id(&self.email_address_id);
        Ok(Answer::of(&request.send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        let all = std::iter::once(&self.email_address_id).chain(&self.related);
        let touched = |id: &String| Touched::EmailAddress {
            instance: self.instance_id.clone(),
            id: id.clone(),
        };
        all.map(touched).collect()
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        snapshot.instances.get(&self.instance_id)?;
        let key = (self.instance_id.clone(), self.email_address_id.clone());
        Some(!snapshot.email_addresses.contains_key(&key))
    }
}
