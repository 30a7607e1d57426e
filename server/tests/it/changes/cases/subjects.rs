//! What changes can be made to, by what it is like.

use app::model::{
    change::Subject,
    connection_alias::{AliasState, ConnectionAlias},
    email_address::EmailAddress,
    identity::{Identity, IdentityType},
    instance::IdentityManagement,
    snapshot::Snapshot,
};
use std::collections::BTreeSet;

pub fn instances(known: &Snapshot, by: IdentityManagement) -> Vec<Subject> {
    let of_kind = known.instances.values().filter(|one| one.identity_management == by);
    of_kind.map(|one| Subject::new(&one.id, "")).collect()
}

pub fn users(known: &Snapshot, by: IdentityManagement) -> Vec<Subject> {
    let here = known
        .users
        .values()
        .filter(|one| known.instances[&one.instance].identity_management == by);
    here.map(|one| Subject::new(&one.instance, &one.id)).collect()
}

pub fn email_addresses(known: &Snapshot, is_meant: impl Fn(&EmailAddress) -> bool) -> Vec<Subject> {
    let meant = known.email_addresses.values().filter(|one| is_meant(one));
    meant.map(|one| Subject::new(&one.instance, &one.id)).collect()
}

pub fn aliases(known: &Snapshot) -> Vec<Subject> {
    email_addresses(known, |one| is_alias(known, one))
}

fn is_alias(known: &Snapshot, one: &EmailAddress) -> bool {
    known
        .email_addresses
        .values()
        .any(|other| other.alias.as_ref() == Some(&one.id))
}

/// Those that neither have nor are an alias.
pub fn unrelated(known: &Snapshot) -> Vec<Subject> {
    email_addresses(known, |one| one.alias.is_none() && !is_alias(known, one))
}

pub fn with_email_addresses(known: &Snapshot) -> Vec<Subject> {
    let instances: BTreeSet<&String> = known.email_addresses.values().map(|one| &one.instance).collect();
    instances.into_iter().map(|id| Subject::new(id, "")).collect()
}

pub fn regions(known: &Snapshot) -> Vec<Subject> {
    known
        .regions
        .iter()
        .map(|region| Subject::new(region.as_str(), ""))
        .collect()
}

pub fn identities(known: &Snapshot, is_meant: impl Fn(&Identity) -> bool) -> Vec<Subject> {
    let meant = known.identities.values().filter(|one| is_meant(one));
    meant.map(|one| Subject::new(one.region.as_str(), &one.name)).collect()
}

pub fn domains(known: &Snapshot) -> Vec<Subject> {
    identities(known, |one| one.identity_type == IdentityType::Domain)
}

pub fn verified(known: &Snapshot) -> Vec<Subject> {
    identities(known, |one| {
        one.details.as_ref().is_some_and(|details| details.verified_for_sending)
    })
}

pub fn with_policies(known: &Snapshot) -> Vec<Subject> {
    identities(known, |one| {
        one.details.as_ref().is_some_and(|details| !details.policies.is_empty())
    })
}

pub fn connection_aliases(known: &Snapshot, state: AliasState) -> Vec<Subject> {
    let meant = known
        .connection_aliases
        .values()
        .filter(|one| one.alias_state() == state);
    meant.map(|one| Subject::new(one.region.as_str(), &one.id)).collect()
}

pub fn own_aliases(known: &Snapshot, is_meant: impl Fn(&ConnectionAlias) -> bool) -> Vec<Subject> {
    let is_own = |one: &ConnectionAlias| Some(&one.owner_account) == known.account.as_ref();
    let meant = known
        .connection_aliases
        .values()
        .filter(|one| is_own(one) && is_meant(one));
    meant.map(|one| Subject::new(one.region.as_str(), &one.id)).collect()
}

pub fn shared(known: &Snapshot, is_shared: bool) -> Vec<Subject> {
    own_aliases(known, |one| {
        one.permissions
            .as_ref()
            .is_some_and(|permissions| permissions.is_empty() != is_shared)
    })
}
