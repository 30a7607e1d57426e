use app::model::tag::Tags;
use aws_sdk_workspaces::types as sdk;
use aws_smithy_types::error::operation::BuildError;
use serde::{Deserialize, Serialize};

/// A tag, as WorkSpaces writes it.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_Tag.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Its key.
    pub key: String,
    /// Its value; may be empty.
    #[serde(default)]
    pub value: String,
}

impl Tag {
    /// In the order of their keys.
    #[must_use]
    pub fn list(tags: &Tags) -> Vec<Self> {
        let tag = |(key, value): (&String, &String)| Self {
            key: key.clone(),
            value: value.clone(),
        };
        tags.iter().map(tag).collect()
    }

    /// As the SDK has it.
    pub(super) fn to_sdk(&self) -> Result<sdk::Tag, BuildError> {
        sdk::Tag::builder().key(&self.key).value(&self.value).build()
    }
}
