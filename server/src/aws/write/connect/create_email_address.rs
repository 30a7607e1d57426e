use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot, tag::Tags};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Creates an e-mail address.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateEmailAddress.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEmailAddress {
    /// The instance.
    pub instance_id: String,
    /// The address itself.
    pub email_address: String,
    /// The name that customers see.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub display_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<String>,
    /// The tags; AWS takes at least one, or none at all.
    #[serde(skip_serializing_if = "Tags::is_empty", default)]
    pub tags: Tags,
}

#[async_trait]
impl Operation for CreateEmailAddress {
    const NAME: &'static str = "CreateEmailAddress";
    const SERVICE: Service = Service::Connect;
    // The SDK does not make one up here, as it does for aliases.
    const TAKES_CLIENT_TOKEN: bool = true;

    async fn send(&self, clients: &Clients, client_token: &str) -> Result<Answer, Failure> {
        let tags = self.tags.clone().into_iter().collect();
        let request = clients.connect.create_email_address();
        let output = request
            .instance_id(&self.instance_id)
            .email_address(&self.email_address)
            .set_display_name(self.display_name.clone())
            .set_description(self.description.clone())
            .set_tags((!self.tags.is_empty()).then_some(tags))
            .client_token(client_token)
            .send()
            .await?;
        Ok(Answer::creating(&output, output.email_address_id()))
    }

    fn touches(&self, created: Option<&str>) -> Vec<Touched> {
        let instance = self.instance_id.clone();
        vec![match created {
            Some(id) => Touched::EmailAddress {
                instance,
                id: id.to_owned(),
            },
            None => Touched::NewEmailAddress {
                instance,
                address: self.email_address.clone(),
            },
        }]
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        snapshot.instances.get(&self.instance_id)?;
        let mut addresses = snapshot.email_addresses.values();
        Some(
            addresses.any(|known| {
                known.instance == self.instance_id && known.address.eq_ignore_ascii_case(&self.email_address)
            }),
        )
    }
}
