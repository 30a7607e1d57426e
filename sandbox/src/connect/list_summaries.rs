//! `ListSecurityProfiles`, `ListRoutingProfiles` and `ListUserHierarchyGroups`: alike but for the
//! name of the list.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::Error;
use super::{HierarchyGroup, InstancesOfRegion, RoutingProfile, SecurityProfile};
use crate::wire::Call;
use crate::wire::page::{self, Page, Paging};
use crate::wire::validate::{self, Violation};

const LARGEST_PAGE: i64 = 1000;
/// "The default `MaxResult` size is 100." (API reference of each of them)
const DEFAULT_PAGE: usize = 100;

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
pub fn security_profiles<'a>(
    here: &'a InstancesOfRegion,
    instance_id: &str,
    call: &Call,
) -> Result<ListSecurityProfiles<'a>, Error> {
    let profiles = &here.get(instance_id)?.security_profiles;
    let page = page("ListSecurityProfiles", profiles, instance_id, call)?;
    Ok(ListSecurityProfiles {
        security_profile_summary_list: page.items,
        next_token: page.next_token,
    })
}

/// `GET /routing-profiles-summary/{InstanceId}`.
pub fn routing_profiles<'a>(
    here: &'a InstancesOfRegion,
    instance_id: &str,
    call: &Call,
) -> Result<ListRoutingProfiles<'a>, Error> {
    let profiles = &here.get(instance_id)?.routing_profiles;
    let page = page("ListRoutingProfiles", profiles, instance_id, call)?;
    Ok(ListRoutingProfiles {
        routing_profile_summary_list: page.items,
        next_token: page.next_token,
    })
}

/// `GET /user-hierarchy-groups-summary/{InstanceId}`.
pub fn hierarchy_groups<'a>(
    here: &'a InstancesOfRegion,
    instance_id: &str,
    call: &Call,
) -> Result<ListUserHierarchyGroups<'a>, Error> {
    let groups = here.get(instance_id)?.hierarchy.groups();
    let page = page("ListUserHierarchyGroups", groups, instance_id, call)?;
    Ok(ListUserHierarchyGroups {
        user_hierarchy_group_summary_list: page.items,
        next_token: page.next_token,
    })
}

/// The paging of an instance's listing, from the query string.
pub fn paging(operation: &str, instance_id: &str, call: &Call) -> Result<Paging, Violation> {
    let wanted = call.query("maxResults");
    let wanted = wanted.map(|text| validate::integer("MaxResults", text)).transpose()?;
    let size = page::size("MaxResults", wanted, LARGEST_PAGE, DEFAULT_PAGE)?;
    let listing = format!("{operation} {instance_id}");
    Paging::new(listing, call.query("nextToken"), size)
}

fn page<'a, T>(
    operation: &str,
    all: &'a BTreeMap<String, T>,
    instance_id: &str,
    call: &Call,
) -> Result<Page<&'a T>, Violation> {
    let paging = paging(operation, instance_id, call)?;
    let rest = all.range::<str, _>(paging.bounds());
    Ok(paging.cut(rest.map(|(id, item)| (id.as_str(), item))))
}
