use super::{is_true, name_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Takes tags from an identity.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UntagResource.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UntagResource {
    /// The identity's ARN.
    pub resource_arn: String,
    /// The tags' keys.
    pub tag_keys: Vec<String>,
}

#[async_trait]
impl Operation for UntagResource {
    const NAME: &'static str = "UntagResource";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.ses.untag_resource().resource_arn(&self.resource_arn);
        let keys = Some(self.tag_keys.clone());
        Ok(Answer::of(&request.set_tag_keys(keys).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(name_of(&self.resource_arn))
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(name_of(&self.resource_arn), region, snapshot, |details| {
            !self.tag_keys.iter().any(|key| details.tags.contains_key(key))
        })
    }
}
