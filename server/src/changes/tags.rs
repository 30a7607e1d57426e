//! Tags: what is set and what is taken away.

use app::model::{
    change::FieldChange,
    tag::{Tags, is_set_by_aws},
};

/// What makes one set of tags of another.
pub struct TagChanges {
    /// New tags, and new values of old ones.
    pub set: Tags,
    /// Keys that go.
    pub removed: Vec<String>,
}

impl TagChanges {
    /// From `before` to `after`. What AWS itself sets stays as it is.
    #[must_use]
    pub fn between(before: &Tags, after: &Tags) -> Self {
        let differs = |(key, value): &(&String, &String)| before.get(*key) != Some(*value) && !is_set_by_aws(key);
        let set = after
            .iter()
            .filter(differs)
            .map(|(key, value)| (key.clone(), value.clone()));
        let goes = |key: &&String| !after.contains_key(*key) && !is_set_by_aws(key);
        Self {
            set: set.collect(),
            removed: before.keys().filter(goes).cloned().collect(),
        }
    }

    /// A line for each tag.
    pub fn fields<'a>(&'a self, before: &'a Tags) -> impl Iterator<Item = FieldChange> + 'a {
        let set = self.set.iter().map(|(key, value)| (key, Some(value)));
        let removed = self.removed.iter().map(|key| (key, None));
        set.chain(removed).map(|(key, value)| FieldChange {
            name: format!("Tag {key}"),
            before: before.get(key).cloned(),
            after: value.cloned(),
        })
    }
}
