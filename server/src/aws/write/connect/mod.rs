//! Amazon Connect: the calls that change something.

mod create_email_address;
mod create_user;
mod delete_email_address;
mod delete_user;
mod email_address_alias;
mod identity_info;
mod phone_config;
mod tag_resource;
mod untag_resource;
mod update_email_address_metadata;
mod update_user_hierarchy;
mod update_user_identity_info;
mod update_user_phone_config;
mod update_user_routing_profile;
mod update_user_security_profiles;
mod users;

pub use create_email_address::CreateEmailAddress;
pub use create_user::CreateUser;
pub use delete_email_address::DeleteEmailAddress;
pub use delete_user::DeleteUser;
pub use email_address_alias::{AliasInput, AssociateEmailAddressAlias, DisassociateEmailAddressAlias};
pub use identity_info::IdentityInfo;
pub use phone_config::PhoneConfig;
pub use tag_resource::TagResource;
pub use untag_resource::UntagResource;
pub use update_email_address_metadata::UpdateEmailAddressMetadata;
pub use update_user_hierarchy::UpdateUserHierarchy;
pub use update_user_identity_info::UpdateUserIdentityInfo;
pub use update_user_phone_config::UpdateUserPhoneConfig;
pub use update_user_routing_profile::UpdateUserRoutingProfile;
pub use update_user_security_profiles::UpdateUserSecurityProfiles;

use users::{same_profiles, touched_user, user};

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
