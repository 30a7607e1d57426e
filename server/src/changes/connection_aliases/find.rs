//! Finding an alias in what is known, and what stands in the way of changing it.

use crate::changes::{Closed, World, missing};
use app::model::{
    change::{Resource, Subject},
    connection_alias::{AliasState, ConnectionAlias},
    freshness::Kind,
    region::Region,
};

/// The alias that `subject` names.
///
/// # Errors
/// When it is not known.
pub(super) fn alias<'a>(subject: &Subject, world: &World<'a>) -> Result<&'a ConnectionAlias, Closed> {
    let key = (subject.parent.clone(), subject.id.clone());
    let found = world.snapshot.connection_aliases.get(&key).map(AsRef::as_ref);
    found.ok_or_else(|| missing(world.snapshot, Kind::ConnectionAliases))
}

/// The same, of the account that Frontdesk looks at.
///
/// # Errors
/// When it is not known, or another account's.
pub(super) fn own_alias<'a>(subject: &Subject, world: &World<'a>) -> Result<&'a ConnectionAlias, Closed> {
    let alias = alias(subject, world)?;
    if own_account(world)? == alias.owner_account {
        return Ok(alias);
    }
    let owner = &alias.owner_account;
    Err(Closed::Impossible(format!(
        "Only its owner can do this, account {owner}."
    )))
}

/// The account that Frontdesk looks at.
///
/// # Errors
/// When nobody has told yet.
pub(super) fn own_account<'a>(world: &World<'a>) -> Result<&'a str, Closed> {
    world.snapshot.account.as_deref().ok_or(Closed::NotReadYet)
}

/// Refuses what needs an alias whose state is `CREATED`.
///
/// # Errors
/// What AWS is at.
pub(super) fn expect_created(alias: &ConnectionAlias) -> Result<(), Closed> {
    Err(Closed::Impossible(match alias.alias_state() {
        AliasState::Creating => "AWS is still creating it. Try again in a moment.".to_owned(),
        AliasState::Deleting => "AWS is deleting it.".to_owned(),
        _ => return Ok(()),
    }))
}

/// Refuses what can't be done while its association begins or ends.
///
/// # Errors
/// What AWS is at.
pub(super) fn expect_settled(alias: &ConnectionAlias) -> Result<(), Closed> {
    expect_created(alias)?;
    Err(Closed::Impossible(match alias.alias_state() {
        AliasState::Associating => "AWS is associating it with a directory. Try again when that is done.".to_owned(),
        AliasState::Disassociating => "AWS is disassociating it. Try again when that is done.".to_owned(),
        _ => return Ok(()),
    }))
}

/// The directory that it leads to, with its id, also where it is another account's.
pub(super) fn directory_label(id: &str, region: &Region, world: &World<'_>) -> String {
    let key = (region.to_string(), id.to_owned());
    let known = world.snapshot.directories.get(&key);
    known.map_or_else(|| id.to_owned(), |known| format!("{} ({id})", known.name))
}

/// The other Regions in which this account's connection string stands.
pub(super) fn elsewhere(alias: &ConnectionAlias, world: &World<'_>) -> Vec<Region> {
    let same = world.snapshot.connection_aliases.values().filter(|other| {
        other.region != alias.region
            && other.alias_state() != AliasState::Deleting
            && other.connection_string.eq_ignore_ascii_case(&alias.connection_string)
    });
    same.map(|other| other.region.clone()).collect()
}

/// Whether it is IAM that denied access: that is nobody's alias's fault, and told by what it takes.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
pub(super) fn is_by_iam(message: &str) -> bool {
    message.contains("is not authorized to perform")
}

/// An alias as the audit log names it; without an id where it is to be created.
pub(super) fn resource(subject: &Subject, connection_string: &str) -> Resource {
    Resource {
        kind: Kind::ConnectionAliases,
        subject: subject.clone(),
        name: connection_string.to_owned(),
    }
}
