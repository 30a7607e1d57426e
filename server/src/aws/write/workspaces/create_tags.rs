use super::{Tag, is_true_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use aws_sdk_workspaces::operation::create_tags::CreateTagsError;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use serde::{Deserialize, Serialize};

/// Sets tags of a connection alias, new ones and new values of old ones.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_CreateTags.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateTags {
    /// The alias.
    pub resource_id: String,
    /// The tags.
    pub tags: Vec<Tag>,
}

#[async_trait]
impl Operation for CreateTags {
    const NAME: &'static str = "CreateTags";
    const SERVICE: Service = Service::WorkSpaces;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let incomplete = SdkError::<CreateTagsError, HttpResponse>::construction_failure;
        let tags = self.tags.iter().map(Tag::to_sdk).collect::<Result<Vec<_>, _>>();
        let tags = tags.map_err(incomplete)?;
        let request = clients.workspaces.create_tags().resource_id(&self.resource_id);
        Ok(Answer::of(&request.set_tags(Some(tags)).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.resource_id)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true_of((region, &self.resource_id), snapshot, false, |alias| {
            let known = alias.tags.as_ref()?;
            Some(self.tags.iter().all(|tag| known.get(&tag.key) == Some(&tag.value)))
        })
    }
}
