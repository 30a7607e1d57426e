use super::{is_true_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Takes tags of a connection alias away.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_DeleteTags.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteTags {
    /// The alias.
    pub resource_id: String,
    /// The tags' keys.
    pub tag_keys: Vec<String>,
}

#[async_trait]
impl Operation for DeleteTags {
    const NAME: &'static str = "DeleteTags";
    const SERVICE: Service = Service::WorkSpaces;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.workspaces.delete_tags().resource_id(&self.resource_id);
        let keys = Some(self.tag_keys.clone());
        Ok(Answer::of(&request.set_tag_keys(keys).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.resource_id)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true_of((region, &self.resource_id), snapshot, true, |alias| {
            let known = alias.tags.as_ref()?;
            Some(!self.tag_keys.iter().any(|key| known.contains_key(key)))
        })
    }
}
