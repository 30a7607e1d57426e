//! The SDK's e-mail addresses to the product's.

use crate::aws::text;
use app::model::{
    email_address::{Details, EmailAddress},
    time::Timestamp,
};
use aws_sdk_connect::{operation::describe_email_address::DescribeEmailAddressOutput, types as sdk};

pub(super) fn from_search(found: &sdk::EmailAddressMetadata, instance: &str) -> Option<EmailAddress> {
    Some(EmailAddress {
        instance: instance.to_owned(),
        id: text(found.email_address_id())?,
        arn: found.email_address_arn().unwrap_or_default().to_owned(),
        address: text(found.email_address())?,
        display_name: text(found.display_name()),
        description: text(found.description()),
        alias: alias(found.alias_configurations()),
        details: None,
        described_at: None,
    })
}

pub(super) fn from_description(
    found: &DescribeEmailAddressOutput,
    instance: &str,
    now: Timestamp,
) -> Option<EmailAddress> {
    // The only timestamps of Amazon Connect that come as text.
    let time = |text: Option<&str>| text.and_then(Timestamp::parse);
    Some(EmailAddress {
        instance: instance.to_owned(),
        id: text(found.email_address_id())?,
        arn: found.email_address_arn().unwrap_or_default().to_owned(),
        address: text(found.email_address())?,
        display_name: text(found.display_name()),
        description: text(found.description()),
        alias: alias(found.alias_configurations()),
        details: Some(Details {
            created: time(found.create_timestamp()),
            modified: time(found.modified_timestamp()),
            tags: found.tags().cloned().unwrap_or_default().into_iter().collect(),
        }),
        described_at: Some(now),
    })
}

/// There is at most one.
fn alias(configurations: &[sdk::AliasConfiguration]) -> Option<String> {
    configurations.first().map(|alias| alias.email_address_id().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_timestamps_that_are_text() {
        let output = DescribeEmailAddressOutput::builder()
            .email_address_id("ea-1")
            .email_address("help@example.com")
            .create_timestamp("2026-11-19T09:12:00.000Z")
            .modified_timestamp("")
            .build();
        let address = from_description(&output, "i-1", Timestamp::default()).expect("an address");
        let details = address.details.expect("details");
        assert_eq!(details.created, Some(Timestamp::from_millis(1_795_079_520_000)));
        assert_eq!((details.modified, address.alias), (None, None));
    }
}
