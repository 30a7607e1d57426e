//! `ListSecurityProfiles`, `ListRoutingProfiles` and `ListUserHierarchyGroups`: alike but for the
//! name of the list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{HierarchyGroup, Region, RoutingProfile, SecurityProfile};
use crate::wire::Violation;
use crate::wire::page::{self, Page, Paging};

/// "The default `MaxResult` size is 100." (API reference of each of them)
const DEFAULT_PAGE: usize = 100;

/// The input of each of them, and of `ListUsers`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListInput {
    /// Whose.
    pub instance_id: String,
    next_token: Option<String>,
    max_results: Option<u16>,
}

/// The output of `ListSecurityProfiles`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListSecurityProfiles<'a> {
    security_profile_summary_list: Vec<&'a SecurityProfile>,
    next_token: Option<String>,
}

/// The output of `ListRoutingProfiles`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListRoutingProfiles<'a> {
    routing_profile_summary_list: Vec<&'a RoutingProfile>,
    next_token: Option<String>,
}

/// The output of `ListUserHierarchyGroups`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListUserHierarchyGroups<'a> {
    user_hierarchy_group_summary_list: Vec<&'a HierarchyGroup>,
    next_token: Option<String>,
}

/// `GET /security-profiles-summary/{InstanceId}`.
pub fn security_profiles<'a>(here: &'a Region, input: &ListInput) -> Result<ListSecurityProfiles<'a>, Error> {
    let profiles = &here.get(&input.instance_id)?.security_profiles;
    let page = page("ListSecurityProfiles", profiles, input)?;
    Ok(ListSecurityProfiles {
        security_profile_summary_list: page.items,
        next_token: page.next_token,
    })
}

/// `GET /routing-profiles-summary/{InstanceId}`.
pub fn routing_profiles<'a>(here: &'a Region, input: &ListInput) -> Result<ListRoutingProfiles<'a>, Error> {
    let profiles = &here.get(&input.instance_id)?.routing_profiles;
    let page = page("ListRoutingProfiles", profiles, input)?;
    Ok(ListRoutingProfiles {
        routing_profile_summary_list: page.items,
        next_token: page.next_token,
    })
}

/// `GET /user-hierarchy-groups-summary/{InstanceId}`.
pub fn hierarchy_groups<'a>(here: &'a Region, input: &ListInput) -> Result<ListUserHierarchyGroups<'a>, Error> {
    let groups = here.get(&input.instance_id)?.hierarchy.groups();
    let page = page("ListUserHierarchyGroups", groups, input)?;
    Ok(ListUserHierarchyGroups {
        user_hierarchy_group_summary_list: page.items,
        next_token: page.next_token,
    })
}

impl ListInput {
    /// The paging of an instance's listing.
    pub fn paging(&self, operation: &str) -> Result<Paging, Violation> {
        let listing = format!("{operation} {}", self.instance_id);
        let size = page::size(self.max_results, DEFAULT_PAGE);
        Paging::new(listing, self.next_token.as_deref(), size)
    }
}

fn page<'a, T>(operation: &str, all: &'a BTreeMap<String, T>, input: &ListInput) -> Result<Page<&'a T>, Violation> {
    let paging = input.paging(operation)?;
    let rest = all.range::<str, _>(paging.bounds());
    Ok(paging.cut(rest.map(|(id, item)| (id.as_str(), item))))
}
