//! Who somebody is, and what they may do. The browser shows by these rules what the server enforces by them.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What somebody is to Frontdesk; each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Does the daily work.
    Operator,
    /// Does what can't be undone, or gives others power.
    Admin,
}

impl Role {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Operator, Self::Admin];

    /// Its name, as in the settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }

    /// Its name at the beginning of a sentence.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Viewer => "Viewer",
            Self::Operator => "Operator",
            Self::Admin => "Admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Somebody who has signed in.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// What the identity provider calls them for good: OpenID Connect's `sub`.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their e-mail address, where the provider tells it.
    pub email: Option<String>,
    /// What they are to Frontdesk.
    pub role: Role,
}

/// Without name and address, which have no place in a log.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person")
            .field("subject", &self.subject)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// Something that may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See everything that AWS is asked for, save it, have it read again.
    Read,
    /// Create and edit Amazon Connect users, with the security profiles that operators may give.
    EditUsers,
    /// Create and edit Amazon Connect e-mail addresses, and say which is whose alias.
    EditEmailAddresses,
    /// Create SES identities and edit their settings.
    EditIdentities,
    /// Associate WorkSpaces connection aliases with directories, and disassociate them.
    AssociateConnectionAliases,
    /// Pause the sync, and have it go on.
    ManageSync,
    /// Give users any security profile.
    GiveAnySecurityProfile,
    /// Change the e-mail address by which a user resets the password.
    ChangePrimaryEmail,
    /// Reserve connection strings, for ever.
    CreateConnectionAliases,
    /// Share connection aliases with another account.
    ShareConnectionAliases,
    /// Edit SES identities' sending authorization policies.
    EditPolicies,
    /// Delete users, addresses, identities, connection aliases.
    Delete,
    /// See everyone's sessions, and end them.
    ManageSessions,
    /// Save the record of who changed what.
    ExportAudit,
}

impl Permission {
    /// All of them, those of the lesser roles first.
    pub const ALL: [Self; 14] = [
        Self::Read,
        Self::EditUsers,
        Self::EditEmailAddresses,
        Self::EditIdentities,
        Self::AssociateConnectionAliases,
        Self::ManageSync,
        Self::GiveAnySecurityProfile,
        Self::ChangePrimaryEmail,
        Self::CreateConnectionAliases,
        Self::ShareConnectionAliases,
        Self::EditPolicies,
        Self::Delete,
        Self::ManageSessions,
        Self::ExportAudit,
    ];

    /// Its name, as in the settings and in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::EditUsers => "edit_users",
            Self::EditEmailAddresses => "edit_email_addresses",
            Self::EditIdentities => "edit_identities",
            Self::AssociateConnectionAliases => "associate_connection_aliases",
            Self::ManageSync => "manage_sync",
            Self::GiveAnySecurityProfile => "give_any_security_profile",
            Self::ChangePrimaryEmail => "change_primary_email",
            Self::CreateConnectionAliases => "create_connection_aliases",
            Self::ShareConnectionAliases => "share_connection_aliases",
            Self::EditPolicies => "edit_policies",
            Self::Delete => "delete",
            Self::ManageSessions => "manage_sessions",
            Self::ExportAudit => "export_audit",
        }
    }

    /// What it is, to a person.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "See everything, save lists, refresh",
            Self::EditUsers => "Create and edit users, with the security profiles open to operators",
            Self::EditEmailAddresses => "Create and edit email addresses and their aliases",
            Self::EditIdentities => "Create identities and edit their settings",
            Self::AssociateConnectionAliases => "Associate connection aliases with directories",
            Self::ManageSync => "Pause reading from AWS, and have it go on",
            Self::GiveAnySecurityProfile => "Give users any security profile",
            Self::ChangePrimaryEmail => "Change a user’s primary email",
            Self::CreateConnectionAliases => "Create connection aliases",
            Self::ShareConnectionAliases => "Share connection aliases with another account",
            Self::EditPolicies => "Edit identities’ sending authorization policies",
            Self::Delete => "Delete users, addresses, identities and connection aliases",
            Self::ManageSessions => "See and end everyone’s sessions",
            Self::ExportAudit => "Export the audit log",
        }
    }

    /// The least role that has it, unless the settings say otherwise.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Read => Role::Viewer,
            Self::EditUsers
            | Self::EditEmailAddresses
            | Self::EditIdentities
            | Self::AssociateConnectionAliases
            | Self::ManageSync => Role::Operator,
            Self::GiveAnySecurityProfile
            | Self::ChangePrimaryEmail
            | Self::CreateConnectionAliases
            | Self::ShareConnectionAliases
            | Self::EditPolicies
            | Self::Delete
            | Self::ManageSessions
            | Self::ExportAudit => Role::Admin,
        }
    }

    /// Whether it changes anything in AWS.
    #[must_use]
    pub const fn is_change(self) -> bool {
        !matches!(
            self,
            Self::Read | Self::ManageSync | Self::ManageSessions | Self::ExportAudit
        )
    }
}

/// What somebody may do here and now.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Access {
    /// What they are.
    pub role: Role,
    /// The least role for each permission; what is missing is anybody's guess, so nobody has it.
    #[serde(rename = "unlike_default", with = "unlike_default")]
    pub needs: BTreeMap<Permission, Role>,
    /// Whether nobody may change anything.
    pub read_only: bool,
    /// Whether the identity provider could not be asked for a while whether this person is still who they were.
    pub unchecked: bool,
    /// Whether Frontdesk's database can't be written, so that a change could not be recorded.
    pub unrecorded: bool,
}

impl Access {
    /// What `role` may do by default.
    #[must_use]
    pub fn of(role: Role) -> Self {
        Self {
            role,
            needs: default_needs(),
            read_only: false,
            unchecked: false,
            unrecorded: false,
        }
    }

    /// Whether this person may do this now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, permission: Permission) -> Result<(), Refusal> {
        let needed = self.needs.get(&permission).copied().unwrap_or(Role::Admin);
        if !self.needs.contains_key(&permission) || self.role < needed {
            return Err(Refusal::Needs(needed));
        }
        match permission.is_change() {
            true if self.read_only => Err(Refusal::ReadOnly),
            true if self.unchecked => Err(Refusal::Unchecked),
            true if self.unrecorded => Err(Refusal::Unrecorded),
            _ => Ok(()),
        }
    }
}

/// The least role for each permission, unless the settings say otherwise.
#[must_use]
pub fn default_needs() -> BTreeMap<Permission, Role> {
    Permission::ALL.map(|permission| (permission, permission.role())).into()
}

/// What each permission takes, where that is not the default: every page carries it. `None` stands for one that is missing.
mod unlike_default {
    use super::{Permission, Role, default_needs};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<S: Serializer>(needs: &BTreeMap<Permission, Role>, to: S) -> Result<S::Ok, S::Error> {
        let unlike: BTreeMap<Permission, Option<Role>> = Permission::ALL
            .into_iter()
            .map(|permission| (permission, needs.get(&permission).copied()))
            .filter(|(permission, role)| *role != Some(permission.role()))
            .collect();
        unlike.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Permission, Role>, D::Error> {
        let mut needs = default_needs();
        for (permission, role) in BTreeMap::<Permission, Option<Role>>::deserialize(from)? {
            match role {
                Some(role) => needs.insert(permission, role),
                None => needs.remove(&permission),
            };
        }
        Ok(needs)
    }
}

/// Why somebody may not do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// It takes another role.
    #[error("Needs the {0} role.")]
    Needs(Role),
    /// Nobody may.
    #[error("Frontdesk is read-only: whoever runs it has set it so.")]
    ReadOnly,
    /// It can't be told whether they still may.
    #[error("The sign-in service does not answer, so nothing can be changed until it does.")]
    Unchecked,
    /// It can't be recorded.
    #[error("Frontdesk’s database can’t be written, so nothing can be changed until it can.")]
    Unrecorded,
}

/// Whether somebody may give a user the security profile called `profile`: an operator who could give any could make an
/// administrator of Amazon Connect.
///
/// # Errors
/// Why not.
pub fn may_give_security_profile(access: &Access, profile: &str, open_to_operators: &[String]) -> Result<(), Refusal> {
    access.check(Permission::EditUsers)?;
    if open_to_operators.iter().any(|open| open == profile) {
        return Ok(());
    }
    access.check(Permission::GiveAnySecurityProfile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_one_before_it_may() {
        let count = |role| {
            let access = Access::of(role);
            Permission::ALL.iter().filter(|one| access.check(**one).is_ok()).count()
        };
        assert_eq!(Role::ALL.map(count), [1, 6, 14]);
    }

    #[test]
    fn what_has_no_rule_nobody_may() {
        let access = Access {
            needs: BTreeMap::new(),
            ..Access::of(Role::Admin)
        };
        assert_eq!(access.check(Permission::Read), Err(Refusal::Needs(Role::Admin)));
    }

    #[test]
    fn what_it_takes_is_read_back_and_the_default_says_nothing() {
        let mut access = Access::of(Role::Admin);
        let read_back = |access: &Access| {
            let text = serde_json::to_string(access).expect("JSON");
            assert_eq!(crate::wire::from_json(text.as_bytes()), Ok(access.clone()));
            text
        };
        assert!(read_back(&access).contains(r#""unlike_default":{}"#));
        access.needs.insert(Permission::EditUsers, Role::Admin);
        access.needs.remove(&Permission::Delete);
        assert!(read_back(&access).contains(r#""unlike_default":{"edit_users":"admin","delete":null}"#));
    }

    #[test]
    fn changes_stop_and_reads_go_on() {
        let read_only = Access {
            read_only: true,
            ..Access::of(Role::Admin)
        };
        assert_eq!(read_only.check(Permission::Delete), Err(Refusal::ReadOnly));
        assert_eq!(read_only.check(Permission::Read), Ok(()));
        let unchecked = Access {
            unchecked: true,
            ..Access::of(Role::Admin)
        };
        assert_eq!(unchecked.check(Permission::EditUsers), Err(Refusal::Unchecked));
        let unrecorded = Access {
            unrecorded: true,
            ..Access::of(Role::Admin)
        };
        assert_eq!(unrecorded.check(Permission::EditUsers), Err(Refusal::Unrecorded));
        // Whoever must be kept out can be.
        assert_eq!(unchecked.check(Permission::ManageSessions), Ok(()));
    }

    #[test]
    fn an_operator_gives_only_the_listed_security_profiles() {
        let open = ["Agent".to_owned()];
        let may = |role, profile| may_give_security_profile(&Access::of(role), profile, &open);
        assert_eq!(may(Role::Operator, "Agent"), Ok(()));
        assert_eq!(may(Role::Operator, "Admin"), Err(Refusal::Needs(Role::Admin)));
        assert_eq!(may(Role::Operator, "agent"), Err(Refusal::Needs(Role::Admin)));
        assert_eq!(may(Role::Admin, "Admin"), Ok(()));
        assert_eq!(may(Role::Viewer, "Agent"), Err(Refusal::Needs(Role::Operator)));
    }

    #[test]
    fn a_log_does_not_name_a_person() {
        let person = Person {
            subject: "248289761001".to_owned(),
            name: "Jane Doe".to_owned(),
            email: Some("jane@example.com".to_owned()),
            role: Role::Viewer,
        };
        let text = format!("{person:?}");
        assert!(
            text.contains("248289761001") && !text.contains("Jane") && !text.contains("jane"),
            "{text}"
        );
    }
}
