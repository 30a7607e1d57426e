use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Replaces the display name and the description of an e-mail address.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateEmailAddressMetadata.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateEmailAddressMetadata {
    /// The instance.
    pub instance_id: String,
    /// The address.
    pub email_address_id: String,
    /// The name that customers see.
    pub display_name: String,
    /// What it is for.
    pub description: String,
}

#[async_trait]
impl Operation for UpdateEmailAddressMetadata {
    const NAME: &'static str = "UpdateEmailAddressMetadata";
    const SERVICE: Service = Service::Connect;
    const TAKES_CLIENT_TOKEN: bool = true;

    async fn send(&self, clients: &Clients, client_token: &str) -> Result<Answer, Failure> {
        let request = clients.connect.update_email_address_metadata();
        let output = request
            .instance_id(&self.instance_id)
            .email_address_id(&self.email_address_id)
            .display_name(&self.display_name)
            .description(&self.description)
            .client_token(client_token)
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        vec![Touched::EmailAddress {
            instance: self.instance_id.clone(),
            id: self.email_address_id.clone(),
        }]
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let key = (self.instance_id.clone(), self.email_address_id.clone());
        let known = snapshot.email_addresses.get(&key)?;
        let same = |wanted: &str, known: Option<&str>| wanted == known.unwrap_or_default();
        Some(
            same(&self.display_name, known.display_name.as_deref())
                && same(&self.description, known.description.as_deref()),
        )
    }
}
