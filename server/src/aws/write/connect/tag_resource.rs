use super::{tags_by_arn, touched_by_arn};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot, tag::Tags};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Sets tags, new ones and new values of old ones.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_TagResource.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResource {
    /// What gets the tags.
    pub resource_arn: String,
    /// The tags.
    pub tags: Tags,
}

#[async_trait]
impl Operation for TagResource {
    const NAME: &'static str = "TagResource";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.tag_resource().resource_arn(&self.resource_arn);
        let tags = self.tags.clone().into_iter().collect();
        Ok(Answer::of(&request.set_tags(Some(tags)).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_by_arn(&self.resource_arn)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let known = tags_by_arn(&self.resource_arn, snapshot)?;
        Some(self.tags.iter().all(|(key, value)| known.get(key) == Some(value)))
    }
}
