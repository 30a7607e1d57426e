//! Amazon Connect: the calls that change something.

mod tag_resource;
mod untag_resource;
mod update_email_address_metadata;

pub use tag_resource::TagResource;
pub use untag_resource::UntagResource;
pub use update_email_address_metadata::UpdateEmailAddressMetadata;

use super::Touched;
use app::model::{snapshot::Snapshot, tag::Tags};

/// What is read again after the tags of `arn` were changed.
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html#amazonconnect-resources-for-iam-policies>
fn touched_by_arn(arn: &str) -> Vec<Touched> {
    let parts: Vec<&str> = arn.split(['/', ':']).collect();
    match parts.as_slice() {
        [.., "instance", instance, "agent", id] => vec![Touched::User {
            instance: (*instance).to_owned(),
            id: (*id).to_owned(),
        }],
        [.., "instance", instance, "email-address", id] => vec![Touched::EmailAddress {
            instance: (*instance).to_owned(),
            id: (*id).to_owned(),
        }],
        _ => Vec::new(),
    }
}

/// The tags of what has `arn`, as far as they are known.
fn tags_by_arn<'a>(arn: &str, snapshot: &'a Snapshot) -> Option<&'a Tags> {
    match touched_by_arn(arn).pop()? {
        Touched::User { instance, id } => Some(&snapshot.users.get(&(instance, id))?.tags),
        Touched::EmailAddress { instance, id } => {
            let address = snapshot.email_addresses.get(&(instance, id))?;
            Some(&address.details.as_ref()?.tags)
        }
        _ => None,
    }
}
