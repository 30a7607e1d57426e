use super::{is_true, name_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot, tag::Tags};
use async_trait::async_trait;
use aws_sdk_sesv2::{operation::tag_resource::TagResourceError, types as sdk};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use serde::{Deserialize, Serialize};

/// A tag as SES has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// The key.
    pub key: String,
    /// The value, which may be empty.
    pub value: String,
}

impl Tag {
    /// A tag.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }

    /// All of `tags`.
    #[must_use]
    pub fn list(tags: Tags) -> Vec<Self> {
        tags.into_iter().map(|(key, value)| Self::new(key, value)).collect()
    }

    pub(super) fn to_sdk(&self) -> Result<sdk::Tag, Failure> {
        let tag = sdk::Tag::builder().key(&self.key).value(&self.value).build();
        tag.map_err(|error| SdkError::<TagResourceError, HttpResponse>::construction_failure(error).into())
    }
}

/// Sets tags of an identity, new ones and new values of old ones.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TagResource.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TagResource {
    /// The identity's ARN.
    pub resource_arn: String,
    /// The tags.
    pub tags: Vec<Tag>,
}

#[async_trait]
impl Operation for TagResource {
    const NAME: &'static str = "TagResource";
    const SERVICE: Service = Service::Ses;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let tags = self.tags.iter().map(Tag::to_sdk).collect::<Result<Vec<_>, _>>()?;
        let request = clients.ses.tag_resource().resource_arn(&self.resource_arn);
        Ok(Answer::of(&request.set_tags(Some(tags)).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(name_of(&self.resource_arn))
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true(name_of(&self.resource_arn), region, snapshot, |details| {
            self.tags
                .iter()
                .all(|tag| details.tags.get(&tag.key) == Some(&tag.value))
        })
    }
}
