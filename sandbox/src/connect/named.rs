//! What the profiles and the hierarchy groups of an instance have in common.

use serde::Serialize;

use crate::context::Context;
use crate::tags::Tags;
use crate::wire::Timestamp;

/// Something that has a name in an instance; in a listing, its summary.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Named {
    /// A UUID.
    pub id: String,
    /// `…/<kind>/<id>`.
    pub arn: String,
    /// Unique among those of its kind; a group's, among its siblings.
    pub name: String,
    /// When it was last changed.
    pub last_modified_time: Timestamp,
    /// In which Region it was last changed.
    pub last_modified_region: String,
    /// Tags by key; not part of the summary.
    #[serde(skip)]
    pub tags: Tags,
}

impl Named {
    /// Gives it other tags, which is a change like any other.
    pub fn retag(&mut self, context: &Context, tags: Tags) {
        self.tags = tags;
        self.last_modified_time = context.timestamp();
        self.last_modified_region.clone_from(&context.scope.region);
    }
}
