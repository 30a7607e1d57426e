//! `ControlPlaneTagFilter` of the model.

use serde::Deserialize;

use super::Criterion;
use crate::tags::Tags;

/// A tag that a resource must have.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagCondition {
    tag_key: Option<String>,
    tag_value: Option<String>,
}

/// `ControlPlaneTagFilter` of the model: an OR of ANDs, an AND, or a single condition.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagFilter {
    or_conditions: Vec<Vec<TagCondition>>,
    and_conditions: Vec<TagCondition>,
    tag_condition: Option<TagCondition>,
}

impl TagCondition {
    /// Whether one of `tags` is meant. What is not given may be anything.
    pub fn matches(&self, tags: &Tags) -> bool {
        let accepts = |wanted: &Option<String>, given: &String| wanted.as_ref().is_none_or(|wanted| wanted == given);
        tags.iter()
            .any(|(key, value)| accepts(&self.tag_key, key) && accepts(&self.tag_value, value))
    }
}

impl TagFilter {
    /// What must be true of a resource.
    pub fn criterion<C: From<TagCondition>>(&self) -> Criterion<C> {
        let mut all = leaves(&self.and_conditions);
        all.extend(self.tag_condition.iter().map(leaf));
        if !self.or_conditions.is_empty() {
            let any = self.or_conditions.iter();
            let any = any.map(|conditions| Criterion::All(leaves(conditions)));
            all.push(Criterion::Any(any.collect()));
        }
        Criterion::All(all)
    }
}

fn leaves<C: From<TagCondition>>(conditions: &[TagCondition]) -> Vec<Criterion<C>> {
    conditions.iter().map(leaf).collect()
}

fn leaf<C: From<TagCondition>>(condition: &TagCondition) -> Criterion<C> {
    Criterion::Leaf(condition.clone().into())
}
