//! `CreateEmailAddress`.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateEmailAddress.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{EmailAddress, Instance, Region};
use crate::context::Context;
use crate::tags::{self, Tags};
use crate::wire::Violation;

/// E-mail addresses of an instance, by default (Connect's service quotas).
const QUOTA: usize = 100;

/// The input of `CreateEmailAddress`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEmailAddressInput {
    instance_id: String,
    email_address: String,
    display_name: Option<String>,
    description: Option<String>,
    #[serde(default)]
    tags: Tags,
}

/// The output of `CreateEmailAddress` and of `UpdateEmailAddressMetadata`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct IdentifiedEmailAddress {
    /// A UUID.
    pub email_address_id: String,
    /// Its ARN.
    pub email_address_arn: String,
}

/// `PUT /email-addresses/{InstanceId}`. `verified_in_ses` tells whether a domain, in lower case, is a
/// verified identity of the caller's account in this Region. A subdomain of one does not count: AWS
/// says nothing of the kind, and lists the very domains.
pub fn create(
    here: &mut Region,
    context: &Context,
    input: CreateEmailAddressInput,
    verified_in_ses: &dyn Fn(&str) -> bool,
) -> Result<IdentifiedEmailAddress, Error> {
    let instance = here.get_mut(&input.instance_id)?;
    let tags = tags::merged(&Tags::new(), input.tags)?;
    expect_domain(instance, &input.email_address, verified_in_ses)?;
    expect_room(instance, &input.email_address)?;

    let (id, arn) = instance.identify("email-address");
    let created = IdentifiedEmailAddress {
        email_address_id: id.clone(),
        email_address_arn: arn.clone(),
    };
    let address = EmailAddress {
        id,
        arn,
        address: input.email_address,
        display_name: text(input.display_name),
        description: text(input.description),
        created: context.timestamp(),
        modified: context.timestamp(),
        alias: None,
        tags,
    };
    instance.email_addresses.put(context, address);
    Ok(created)
}

/// An empty text counts as none.
pub fn text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn expect_domain(instance: &Instance, address: &str, verified_in_ses: &dyn Fn(&str) -> bool) -> Result<(), Violation> {
    let domain = address.split_once('@').map_or("", |(_, domain)| domain).to_lowercase();
    let own = format!("{}.email.connect.aws", instance.attributes.instance_alias);
    if domain == own.to_lowercase() || verified_in_ses(&domain) {
        return Ok(());
    }
    let constraint = format!("Member must be on {own} or on a domain that is verified in SES in this Region");
    Err(Violation::without_value("EmailAddress", constraint))
}

/// Addresses are unique in an instance, whatever their case.
fn expect_room(instance: &Instance, address: &str) -> Result<(), Error> {
    let addresses = instance.email_addresses.current();
    if addresses.named(address).is_some() {
        let message = "The email address already exists in the instance".to_owned();
        return Err(Error::DuplicateResource(message));
    }
    if addresses.len() >= QUOTA {
        let message = format!("The instance has {QUOTA} email addresses, as many as it may have");
        return Err(Error::ServiceQuotaExceeded(message));
    }
    Ok(())
}
