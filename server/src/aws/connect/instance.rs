//! The SDK's instances to the product's.

use crate::aws::{text, timestamp};
use app::model::{
    instance::{IdentityManagement, Instance, Names},
    region::Region,
};
use aws_sdk_connect::types::{self as sdk, DirectoryType};

pub(super) fn from_summary(summary: &sdk::InstanceSummary, region: &Region) -> Option<Instance> {
    let id = text(summary.id())?;
    Some(Instance {
        region: region.clone(),
        arn: summary.arn().unwrap_or_default().to_owned(),
        alias: text(summary.instance_alias()).unwrap_or_else(|| id.clone()),
        identity_management: identity_management(summary.identity_management_type()),
        status: status(summary.instance_status()),
        access_url: text(summary.instance_access_url()),
        created: summary.created_time().and_then(timestamp),
        tags: [].into(),
        names: Names::default(),
        id,
    })
}

pub(super) fn from_description(found: &sdk::Instance, region: &Region) -> Option<Instance> {
    let id = text(found.id())?;
    Some(Instance {
        region: region.clone(),
        arn: found.arn().unwrap_or_default().to_owned(),
        alias: text(found.instance_alias()).unwrap_or_else(|| id.clone()),
        identity_management: identity_management(found.identity_management_type()),
        status: status(found.instance_status()),
        access_url: text(found.instance_access_url()),
        created: found.created_time().and_then(timestamp),
        tags: found.tags().cloned().unwrap_or_default().into_iter().collect(),
        names: Names::default(),
        id,
    })
}

fn status(status: Option<&sdk::InstanceStatus>) -> String {
    status.map_or_else(String::new, |status| status.as_str().to_owned())
}

/// What is not known is taken as managed by Connect, which forbids least.
fn identity_management(directory: Option<&DirectoryType>) -> IdentityManagement {
    match directory {
        Some(DirectoryType::Saml) => IdentityManagement::Saml,
        Some(DirectoryType::ExistingDirectory) => IdentityManagement::ExistingDirectory,
        _ => IdentityManagement::ConnectManaged,
    }
}
