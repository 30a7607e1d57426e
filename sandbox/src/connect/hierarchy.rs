//! The user hierarchy: groups within groups, at most five levels.
//! <https://docs.aws.amazon.com/connect/latest/adminguide/agent-hierarchy.html>

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::Named;

/// `HierarchyGroupSummary` of the model; the parent is not part of it.
#[derive(Clone, Debug, Serialize)]
pub struct HierarchyGroup {
    /// `…/agent-group/<id>`.
    #[serde(flatten)]
    pub named: Named,
    /// The group that it is in.
    #[serde(skip)]
    pub parent: Option<String>,
}

/// The groups of an instance.
#[derive(Debug, Default)]
pub struct Hierarchy {
    groups: BTreeMap<String, HierarchyGroup>,
    children: HashMap<String, Vec<String>>,
}

impl Hierarchy {
    /// Adds a group, whose parent is there already.
    pub fn insert(&mut self, group: HierarchyGroup) {
        if let Some(parent) = &group.parent {
            let siblings = self.children.entry(parent.clone()).or_default();
            siblings.push(group.named.id.clone());
        }
        self.groups.insert(group.named.id.clone(), group);
    }

    /// The groups by id.
    pub fn groups(&self) -> &BTreeMap<String, HierarchyGroup> {
        &self.groups
    }

    /// The group with this id, to be changed in what is no part of the tree.
    pub fn group_mut(&mut self, id: &str) -> Option<&mut HierarchyGroup> {
        self.groups.get_mut(id)
    }

    /// A group with its child groups, at any depth.
    pub fn with_child_groups<'a>(&'a self, id: &'a str) -> HashSet<&'a str> {
        let mut found = HashSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if found.insert(id) {
                let children = self.children.get(id).into_iter().flatten();
                open.extend(children.map(String::as_str));
            }
        }
        found
    }
}
