//! `UserSearchFilter` of the model: by tags, or by tags and hierarchy groups.

use serde::Deserialize;

use super::user_condition::HierarchyGroupConditionInput;
use super::{Criterion, TagCondition, TagFilter, UserCondition};
use crate::connect::Hierarchy;
use crate::connect::error::Error;
use crate::wire::validate::Violation;

/// "Maximum number of allowed Tag conditions is 25. Maximum number of allowed Hierarchy Group
/// conditions is 20." (API reference, `ControlPlaneUserAttributeFilter`)
const MOST_TAG_CONDITIONS: usize = 25;
const MOST_GROUP_CONDITIONS: usize = 20;

/// As it comes in the request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct UserSearchFilter {
    tag_filter: Option<TagFilter>,
    user_attribute_filter: Option<UserAttributeFilter>,
}

/// `ControlPlaneUserAttributeFilter` of the model.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct UserAttributeFilter {
    or_conditions: Option<Vec<AttributeAndCondition>>,
    and_condition: Option<AttributeAndCondition>,
    tag_condition: Option<TagCondition>,
    hierarchy_group_condition: Option<HierarchyGroupConditionInput>,
}

/// `AttributeAndCondition` of the model.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct AttributeAndCondition {
    tag_conditions: Vec<TagCondition>,
    hierarchy_group_condition: Option<HierarchyGroupConditionInput>,
}

impl UserSearchFilter {
    /// What must be true of a user. The two filters exclude each other: "such request will throw
    /// `AccessDeniedException`" (API reference, `UserSearchFilter`).
    pub fn criterion<'a>(&'a self, hierarchy: &'a Hierarchy) -> Result<Criterion<UserCondition<'a>>, Error> {
        match (&self.tag_filter, &self.user_attribute_filter) {
            (Some(_), Some(_)) => Err(Error::AccessDenied(
                "TagFilter and UserAttributeFilter cannot be used together".to_owned(),
            )),
            (Some(filter), None) => Ok(filter.criterion()),
            (None, Some(filter)) => Ok(filter.criterion(hierarchy)?),
            (None, None) => Ok(Criterion::All(Vec::new())),
        }
    }
}

impl UserAttributeFilter {
    fn criterion<'a>(&'a self, hierarchy: &'a Hierarchy) -> Result<Criterion<UserCondition<'a>>, Violation> {
        self.expect_size()?;
        let mut fields = Vec::new();
        if let Some(any) = self.or_conditions.as_ref().filter(|any| !any.is_empty()) {
            let any = any.iter().map(|condition| condition.criterion(hierarchy));
            fields.push(Criterion::Any(any.collect::<Result<_, _>>()?));
        }
        if let Some(condition) = &self.and_condition {
            fields.push(condition.criterion(hierarchy)?);
        }
        if let Some(condition) = &self.tag_condition {
            fields.push(Criterion::Leaf(condition.clone().into()));
        }
        if let Some(condition) = &self.hierarchy_group_condition {
            fields.push(Criterion::Leaf(condition.condition(hierarchy)?));
        }
        if fields.len() > 1 {
            let constraint = "Only one field can be populated";
            return Err(Violation::new("UserAttributeFilter", "{...}", constraint));
        }
        Ok(Criterion::All(fields))
    }

    fn expect_size(&self) -> Result<(), Violation> {
        let lists = self.or_conditions.iter().flatten().chain(&self.and_condition);
        let (mut tags, mut groups) = (0, 0);
        for list in lists {
            tags += list.tag_conditions.len();
            groups += usize::from(list.hierarchy_group_condition.is_some());
        }
        if tags > MOST_TAG_CONDITIONS || groups > MOST_GROUP_CONDITIONS {
            let constraint = format!(
                "Member must have at most {MOST_TAG_CONDITIONS} tag conditions and {MOST_GROUP_CONDITIONS} hierarchy \
                 group conditions"
            );
            return Err(Violation::new("UserAttributeFilter", "{...}", constraint));
        }
        Ok(())
    }
}

impl AttributeAndCondition {
    fn criterion<'a>(&'a self, hierarchy: &'a Hierarchy) -> Result<Criterion<UserCondition<'a>>, Violation> {
        let tags = self.tag_conditions.iter();
        let mut all: Vec<_> = tags
            .map(|condition| Criterion::Leaf(condition.clone().into()))
            .collect();
        if let Some(condition) = &self.hierarchy_group_condition {
            all.push(Criterion::Leaf(condition.condition(hierarchy)?));
        }
        Ok(Criterion::All(all))
    }
}
