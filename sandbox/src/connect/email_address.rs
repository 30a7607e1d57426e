//! An e-mail address of an instance, and `DescribeEmailAddress`.

use serde::{Deserialize, Serialize};

use super::Region;
use super::error::Error;
use crate::tags::Tags;
use crate::wire::Timestamp;

/// An address at which an instance receives mail.
#[derive(Clone, Debug)]
pub struct EmailAddress {
    /// A UUID.
    pub id: String,
    /// `…/email-address/<id>`.
    pub arn: String,
    /// On the instance's own domain or on one that is verified in SES.
    pub address: String,
    /// The name that customers see.
    pub display_name: Option<String>,
    /// For administrators.
    pub description: Option<String>,
    /// When it was created.
    pub created: Timestamp,
    /// When its metadata were last changed.
    pub modified: Timestamp,
    /// The address whose mail is forwarded to this one: at most one, and no chains.
    pub alias: Option<AliasConfiguration>,
    /// Tags by key.
    pub tags: Tags,
}

/// `AliasConfiguration` of the model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AliasConfiguration {
    /// The id of the alias.
    pub email_address_id: String,
}

/// The input of `DescribeEmailAddress`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeEmailAddressInput {
    instance_id: String,
    email_address_id: String,
}

/// The output of `DescribeEmailAddress`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeEmailAddress<'a> {
    email_address_id: &'a str,
    email_address_arn: &'a str,
    email_address: &'a str,
    display_name: Option<&'a str>,
    description: Option<&'a str>,
    create_timestamp: String,
    modified_timestamp: String,
    alias_configurations: Vec<&'a AliasConfiguration>,
    tags: &'a Tags,
}

/// `GET /email-addresses/{InstanceId}/{EmailAddressId}`.
pub fn describe<'a>(here: &'a Region, input: &DescribeEmailAddressInput) -> Result<DescribeEmailAddress<'a>, Error> {
    let address = here.get(&input.instance_id)?.email_address(&input.email_address_id)?;
    Ok(DescribeEmailAddress {
        email_address_id: &address.id,
        email_address_arn: &address.arn,
        email_address: &address.address,
        display_name: address.display_name.as_deref(),
        description: address.description.as_deref(),
        create_timestamp: address.created.iso8601(),
        modified_timestamp: address.modified.iso8601(),
        alias_configurations: address.alias.iter().collect(),
        tags: &address.tags,
    })
}
