use super::{tags_by_arn, touched_by_arn};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Takes tags away.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UntagResource.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResource {
    /// What loses the tags.
    pub resource_arn: String,
    /// The tags' keys.
    pub tag_keys: Vec<String>,
}

#[async_trait]
impl Operation for UntagResource {
    const NAME: &'static str = "UntagResource";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.untag_resource().resource_arn(&self.resource_arn);
        let keys = Some(self.tag_keys.clone());
        Ok(Answer::of(&request.set_tag_keys(keys).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_by_arn(&self.resource_arn)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let known = tags_by_arn(&self.resource_arn, snapshot)?;
        Some(!self.tag_keys.iter().any(|key| known.contains_key(key)))
    }
}
