//! An e-mail address of an instance, and `DescribeEmailAddress`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::InstancesOfRegion;
use super::error::Error;
use crate::lag::Collection;
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
    pub tags: BTreeMap<String, String>,
}

/// `AliasConfiguration` of the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AliasConfiguration {
    /// The id of the alias.
    pub email_address_id: String,
}

/// The addresses of an instance.
#[derive(Debug, Default)]
pub struct EmailAddresses {
    by_id: BTreeMap<String, Arc<EmailAddress>>,
    by_address: HashMap<String, String>,
}

impl Collection for EmailAddresses {
    type Item = EmailAddress;

    fn put(&mut self, address: Arc<EmailAddress>) {
        self.remove(&address.id);
        self.by_address
            .insert(address.address.to_lowercase(), address.id.clone());
        self.by_id.insert(address.id.clone(), address);
    }

    fn remove(&mut self, id: &str) {
        if let Some(address) = self.by_id.remove(id) {
            self.by_address.remove(&address.address.to_lowercase());
        }
    }
}

impl EmailAddresses {
    /// The address with this id.
    pub fn get(&self, id: &str) -> Option<&EmailAddress> {
        self.by_id.get(id).map(Arc::as_ref)
    }

    /// In the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &EmailAddress> {
        self.by_id.values().map(Arc::as_ref)
    }

    /// The address with this spelling, in whatever case.
    pub fn spelled(&self, address: &str) -> Option<&EmailAddress> {
        self.get(self.by_address.get(&address.to_lowercase())?)
    }
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
    tags: &'a BTreeMap<String, String>,
}

/// `GET /email-addresses/{InstanceId}/{EmailAddressId}`.
pub fn describe<'a>(
    here: &'a InstancesOfRegion,
    input: &DescribeEmailAddressInput,
) -> Result<DescribeEmailAddress<'a>, Error> {
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
