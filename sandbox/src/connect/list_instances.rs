//! `ListInstances`.

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{IdentityManagementType, InstanceAttributes, Region};
use crate::context::Context;
use crate::wire::Timestamp;
use crate::wire::page::{self, Paging};

const DEFAULT_PAGE: usize = 10;

/// The input of `ListInstances`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListInstancesInput {
    next_token: Option<String>,
    max_results: Option<u16>,
}

/// The output of `ListInstances`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListInstances<'a> {
    instance_summary_list: Vec<InstanceSummary<'a>>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct InstanceSummary<'a> {
    id: &'a str,
    arn: &'a str,
    identity_management_type: IdentityManagementType,
    instance_alias: &'a str,
    created_time: Timestamp,
    service_role: &'a str,
    instance_status: &'static str,
    inbound_calls_enabled: bool,
    outbound_calls_enabled: bool,
    instance_access_url: &'a str,
}

/// `GET /instance`.
pub fn list<'a>(here: &'a Region, context: &Context, input: &ListInstancesInput) -> Result<ListInstances<'a>, Error> {
    let listing = format!("ListInstances {:?}", context.scope);
    let size = page::size(input.max_results, DEFAULT_PAGE);
    let paging = Paging::new(listing, input.next_token.as_deref(), size).map_err(Error::invalid_request)?;
    let all = here.all().range::<str, _>(paging.bounds());
    let page = paging.cut(all.map(|(id, instance)| (id.as_str(), summary(&instance.attributes))));
    Ok(ListInstances {
        instance_summary_list: page.items,
        next_token: page.next_token,
    })
}

fn summary(instance: &InstanceAttributes) -> InstanceSummary<'_> {
    InstanceSummary {
        id: &instance.id,
        arn: &instance.arn,
        identity_management_type: instance.identity_management_type,
        instance_alias: &instance.instance_alias,
        created_time: instance.created_time,
        service_role: &instance.service_role,
        instance_status: instance.instance_status,
        inbound_calls_enabled: instance.inbound_calls_enabled,
        outbound_calls_enabled: instance.outbound_calls_enabled,
        instance_access_url: &instance.instance_access_url,
    }
}
