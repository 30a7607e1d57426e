//! What can be changed in AWS through Frontdesk.

use crate::model::{access::Permission, freshness::Kind};
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! actions {
    ($($(#[doc = $doc:literal])* $action:ident = $slug:literal, $label:literal, $kind:ident, $permission:ident;)+) => {
        /// One kind of change, with a form of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Action {
            $($(#[doc = $doc])* #[serde(rename = $slug)] $action,)+
        }

        impl Action {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$action,)+];

            /// Its name in paths and in the audit log.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$action => $slug,)+ }
            }

            /// What it is, as a button says it.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$action => $label,)+ }
            }

            /// The kind of thing that it changes.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$action => Kind::$kind,)+ }
            }

            /// What it takes.
            #[must_use]
            pub const fn permission(self) -> Permission {
                match self { $(Self::$action => Permission::$permission,)+ }
            }

            /// Where its form is.
            #[must_use]
            pub const fn form_path(self) -> &'static str {
                match self { $(Self::$action => concat!("/changes/", $slug),)+ }
            }

            /// Where its form is sent (`POST`).
            #[must_use]
            pub const fn submit_path(self) -> &'static str {
                match self { $(Self::$action => concat!("/changes/", $slug, "/submit"),)+ }
            }
        }
    };
}

actions! {
    /// `CreateUser`.
    CreateUser = "create-user", "Create user", Users, EditUsers;
    /// Up to seven `UpdateUser…`, `TagResource` and `UntagResource` calls.
    EditUser = "edit-user", "Edit user", Users, EditUsers;
    /// `DeleteUser`.
    DeleteUser = "delete-user", "Delete user", Users, Delete;
    /// [`Self::EditUser`] for several.
    BulkEditUsers = "bulk-edit-users", "Edit users", Users, EditUsers;
    /// [`Self::DeleteUser`] for several.
    BulkDeleteUsers = "bulk-delete-users", "Delete users", Users, Delete;
    /// `CreateEmailAddress`.
    CreateEmailAddress = "create-email-address", "Create email address", EmailAddresses, EditEmailAddresses;
    /// `UpdateEmailAddressMetadata`, `TagResource`, `UntagResource`.
    EditEmailAddress = "edit-email-address", "Edit email address", EmailAddresses, EditEmailAddresses;
    /// `DeleteEmailAddress`.
    DeleteEmailAddress = "delete-email-address", "Delete email address", EmailAddresses, Delete;
    /// `AssociateEmailAddressAlias`.
    AssociateEmailAddressAlias = "associate-email-address-alias", "Associate alias", EmailAddresses, EditEmailAddresses;
    /// `DisassociateEmailAddressAlias`.
    DisassociateEmailAddressAlias = "disassociate-email-address-alias", "Disassociate alias", EmailAddresses, EditEmailAddresses;
    /// `CreateEmailIdentity`.
    CreateIdentity = "create-identity", "Create identity", Identities, EditIdentities;
    /// `PutEmailIdentityDkimAttributes`: signing on or off.
    EditDkimSigning = "edit-dkim-signing", "Turn DKIM signing on or off", Identities, EditIdentities;
    /// `PutEmailIdentityDkimSigningAttributes`: key length, origin.
    EditSigningAttributes = "edit-signing-attributes", "Edit DKIM signing attributes", Identities, EditIdentities;
    /// `PutEmailIdentityMailFromAttributes`.
    EditMailFrom = "edit-mail-from", "Edit MAIL FROM domain", Identities, EditIdentities;
    /// `PutEmailIdentityFeedbackAttributes`.
    EditFeedbackForwarding = "edit-feedback-forwarding", "Edit feedback forwarding", Identities, EditIdentities;
    /// `PutEmailIdentityConfigurationSetAttributes`.
    EditConfigurationSet = "edit-configuration-set", "Edit configuration set", Identities, EditIdentities;
    /// `CreateEmailIdentityPolicy` or `UpdateEmailIdentityPolicy`.
    EditPolicy = "edit-policy", "Edit policy", Identities, EditPolicies;
    /// `DeleteEmailIdentityPolicy`.
    DeletePolicy = "delete-policy", "Delete policy", Identities, EditPolicies;
    /// SES's `TagResource` and `UntagResource`.
    EditIdentityTags = "edit-identity-tags", "Edit tags", Identities, EditIdentities;
    /// `DeleteEmailIdentity`.
    DeleteIdentity = "delete-identity", "Delete identity", Identities, Delete;
    /// `CreateConnectionAlias`, in one or several Regions.
    CreateConnectionAlias = "create-connection-alias", "Create connection alias", ConnectionAliases, CreateConnectionAliases;
    /// `AssociateConnectionAlias`.
    AssociateConnectionAlias = "associate-connection-alias", "Associate with a directory", ConnectionAliases, AssociateConnectionAliases;
    /// `DisassociateConnectionAlias`.
    DisassociateConnectionAlias = "disassociate-connection-alias", "Disassociate", ConnectionAliases, AssociateConnectionAliases;
    /// `UpdateConnectionAliasPermission`, allowing.
    ShareConnectionAlias = "share-connection-alias", "Share", ConnectionAliases, ShareConnectionAliases;
    /// `UpdateConnectionAliasPermission`, no longer allowing.
    UnshareConnectionAlias = "unshare-connection-alias", "Stop sharing", ConnectionAliases, ShareConnectionAliases;
    /// `CreateTags`, `DeleteTags`.
    EditConnectionAliasTags = "edit-connection-alias-tags", "Edit tags", ConnectionAliases, AssociateConnectionAliases;
    /// `DeleteConnectionAlias`.
    DeleteConnectionAlias = "delete-connection-alias", "Delete connection alias", ConnectionAliases, Delete;
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The action called `name` in paths.
#[must_use]
pub fn action(name: &str) -> Option<Action> {
    Action::ALL.iter().copied().find(|action| action.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_takes_a_permission_to_change() {
        for one in Action::ALL {
            assert!(one.permission().is_change(), "{one}");
            assert_eq!(action(one.as_str()), Some(*one));
            assert_eq!(serde_json::to_value(one).expect("JSON"), one.as_str());
        }
    }
}
