//! `UserSearchCriteria` of the model.

use std::collections::{BTreeSet, HashSet};

use serde::Deserialize;

use super::{Criterion, StringCondition, StringConditionInput, TagCondition, node};
use crate::connect::{Hierarchy, User, Users};
use crate::wire::validate::{self, Violation};

/// As it comes in the request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct UserSearchCriteria {
    or_conditions: Option<Vec<Self>>,
    and_conditions: Option<Vec<Self>>,
    string_condition: Option<StringConditionInput>,
    list_condition: Option<ListConditionInput>,
    hierarchy_group_condition: Option<HierarchyGroupConditionInput>,
}

/// `HierarchyGroupCondition` of the model.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct HierarchyGroupConditionInput {
    value: Option<String>,
    hierarchy_group_match_type: Option<String>,
}

/// `ListCondition` of the model; its own conditions do not matter, see
/// [`UserCondition::Proficient`].
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct ListConditionInput {
    target_list_type: Option<String>,
}

/// What can be asked of a user.
#[derive(Debug)]
pub enum UserCondition<'a> {
    /// A field is like this.
    Field(StringCondition<UserField>),
    /// The user is in one of these hierarchy groups.
    InGroup(HashSet<&'a str>),
    /// The user has certain proficiencies: nobody has any here.
    Proficient,
    /// The user has a tag.
    Tagged(TagCondition),
}

/// The fields that AWS's documentation lists.
#[derive(Clone, Copy, Debug)]
pub enum UserField {
    /// `Username`
    Username,
    /// `FirstName`
    FirstName,
    /// `LastName`
    LastName,
    /// `RoutingProfileId`
    RoutingProfileId,
    /// `SecurityProfileId`
    SecurityProfileId,
    /// `resourceId`: the user's id
    ResourceId,
}

const FIELDS: [(&str, UserField); 6] = [
    ("Username", UserField::Username),
    ("FirstName", UserField::FirstName),
    ("LastName", UserField::LastName),
    ("RoutingProfileId", UserField::RoutingProfileId),
    ("SecurityProfileId", UserField::SecurityProfileId),
    ("resourceId", UserField::ResourceId),
];

impl UserSearchCriteria {
    /// Checks the criteria, and looks up the groups that they name.
    pub fn criterion<'a>(&'a self, hierarchy: &'a Hierarchy) -> Result<Criterion<UserCondition<'a>>, Violation> {
        let mut conditions = Vec::new();
        if let Some(condition) = &self.string_condition {
            conditions.push(UserCondition::Field(condition.parse(&FIELDS)?));
        }
        if let Some(condition) = &self.list_condition {
            conditions.push(condition.condition()?);
        }
        if let Some(condition) = &self.hierarchy_group_condition {
            conditions.push(condition.condition(hierarchy)?);
        }
        node(
            self.or_conditions.as_deref().unwrap_or_default(),
            self.and_conditions.as_deref().unwrap_or_default(),
            conditions,
            |child| child.criterion(hierarchy),
        )
    }
}

impl ListConditionInput {
    fn condition<'a>(&self) -> Result<UserCondition<'a>, Violation> {
        let target = self.target_list_type.as_deref();
        let target = validate::required("TargetListType", target)?;
        validate::one_of("TargetListType", target, &[("PROFICIENCIES", ())])?;
        Ok(UserCondition::Proficient)
    }
}

impl HierarchyGroupConditionInput {
    /// The groups that are meant.
    pub fn condition<'a>(&'a self, tree: &'a Hierarchy) -> Result<UserCondition<'a>, Violation> {
        const MEMBER: &str = "HierarchyGroupMatchType";
        let group = validate::required("Value", self.value.as_deref())?;
        let kind = validate::required(MEMBER, self.hierarchy_group_match_type.as_deref())?;
        let kinds = [("EXACT", false), ("WITH_CHILD_GROUPS", true)];
        Ok(UserCondition::InGroup(if validate::one_of(MEMBER, kind, &kinds)? {
            tree.with_child_groups(group)
        } else {
            HashSet::from([group])
        }))
    }
}

impl UserCondition<'_> {
    /// Whether it is true of `user`.
    pub fn matches(&self, user: &User) -> bool {
        match self {
            Self::Field(condition) => match condition.field {
                UserField::Username => condition.matches(&user.username),
                UserField::FirstName => matches(condition, user.identity_info.first_name.as_ref()),
                UserField::LastName => matches(condition, user.identity_info.last_name.as_ref()),
                UserField::RoutingProfileId => condition.matches(&user.routing_profile_id),
                UserField::SecurityProfileId => matches(condition, &user.security_profile_ids),
                UserField::ResourceId => condition.matches(&user.id),
            },
            Self::InGroup(groups) => {
                let group = user.hierarchy_group_id.as_deref();
                group.is_some_and(|group| groups.contains(group))
            }
            Self::Proficient => false,
            Self::Tagged(tag) => tag.matches(&user.tags),
        }
    }

    /// The ids of the users of whom it may be true, where an index knows them.
    fn candidates<'a>(&self, users: &'a Users) -> Option<BTreeSet<&'a str>> {
        match self {
            Self::Field(condition) => {
                if let (UserField::Username, Some(beginning)) = (condition.field, condition.beginning()) {
                    return Some(users.whose_name_begins(beginning).collect());
                }
                let value = condition.exact()?;
                match condition.field {
                    UserField::Username => Some(users.named(value).into_iter().collect()),
                    UserField::RoutingProfileId => Some(users.of_routing_profile(value).collect()),
                    UserField::SecurityProfileId => Some(users.of_security_profile(value).collect()),
                    UserField::ResourceId => Some(users.get(value).map(|user| user.id.as_str()).into_iter().collect()),
                    UserField::FirstName | UserField::LastName => None,
                }
            }
            Self::InGroup(groups) => {
                let groups = groups.iter();
                Some(groups.flat_map(|group| users.of_hierarchy_group(group)).collect())
            }
            Self::Proficient => Some(BTreeSet::new()),
            Self::Tagged(_) => None,
        }
    }
}

fn matches<'a>(condition: &StringCondition<UserField>, contents: impl IntoIterator<Item = &'a String>) -> bool {
    contents.into_iter().any(|content| condition.matches(content))
}

impl Criterion<UserCondition<'_>> {
    /// The users of whom it is true, by id.
    pub fn search<'a>(&self, users: &'a Users) -> Vec<&'a User> {
        let holds = |user: &&User| self.holds(&|condition| condition.matches(user));
        match self.candidates(users) {
            Some(ids) => ids.into_iter().filter_map(|id| users.get(id)).filter(holds).collect(),
            None => users.all().filter(holds).collect(),
        }
    }

    fn candidates<'a>(&self, users: &'a Users) -> Option<BTreeSet<&'a str>> {
        match self {
            Self::Leaf(condition) => condition.candidates(users),
            Self::All(all) => {
                let known = all.iter().filter_map(|criterion| criterion.candidates(users));
                known.min_by_key(BTreeSet::len)
            }
            Self::Any(any) => {
                let each = any.iter().map(|criterion| criterion.candidates(users));
                let each: Vec<_> = each.collect::<Option<_>>()?;
                Some(each.into_iter().flatten().collect())
            }
        }
    }
}

impl From<TagCondition> for UserCondition<'_> {
    fn from(condition: TagCondition) -> Self {
        Self::Tagged(condition)
    }
}
