//! Amazon Connect users: `SearchUsers` tells most, `ListUsers` who changed, `DescribeUser` the addresses.

use super::{
    OLD, connect,
    round::{Outcome, Round},
    scope_round::ScopeRound,
};
use crate::{aws::CallError, inventory::Key};
use app::model::{time::Timestamp, user::User};
use futures::TryStreamExt;
use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
};

/// When each user last changed, as `ListUsers` says.
type Changes = BTreeMap<Key, Option<Timestamp>>;

pub(super) async fn round(round: &Round, mut scope: ScopeRound<'_>, instances: &[String]) -> Outcome {
    let mut changes = Changes::new();
    let mut listed = Vec::new();
    for instance in instances {
        match list(round, instance, scope.since).await {
            Ok(found) => {
                changes.extend(found);
                listed.push(instance);
            }
            // The other instances may well answer.
            Err(error) => scope.fail(error),
        }
    }
    if listed.len() == instances.len() {
        scope.listed(|_| {});
    }
    for instance in listed {
        if let Err(error) = connect::names(round, instance).await {
            scope.fail(error);
        }
    }
    let (needy, all) = in_need(round, &changes);
    scope
        .describe(needy, all, |(instance, id)| {
            let listed = changes.get(&(instance.clone(), id.clone())).copied().flatten();
            async move {
                let user = round.reader.user(&instance, &id).await?;
                // Compared with the next `ListUsers`: where the two calls differ, that one's word counts.
                Ok(User {
                    last_modified: listed.or(user.last_modified),
                    ..user
                })
            }
        })
        .await;
    scope.finish()
}

/// Takes in an instance's users page by page, and takes out those that are gone; returns them all, those too that the
/// search does not find yet.
async fn list(round: &Round, instance: &str, since: Timestamp) -> Result<Changes, CallError> {
    let mut found = BTreeSet::new();
    {
        let mut pages = pin!(round.reader.users(instance));
        while let Some(page) = pages.try_next().await? {
            found.extend(page.iter().map(|user| user.id.clone()));
            round
                .inventory
                .apply(|draft| page.into_iter().for_each(|user| draft.listed(user, since)));
        }
    }
    let listed = round.reader.user_changes(instance).try_concat().await?;
    let mut changes: Changes = found.into_iter().map(|id| ((instance.to_owned(), id), None)).collect();
    changes.extend(
        listed
            .into_iter()
            .map(|user| ((instance.to_owned(), user.id), user.last_modified)),
    );
    let ids = changes.keys().map(|(_, id)| id.clone()).collect();
    round
        .inventory
        .apply(|draft| draft.keep_only::<User>(instance, &ids, since));
    Ok(changes)
}

/// How much a user needs to be described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    NeverDescribed,
    Changed,
    Old,
}

/// The users to describe: by need, the longest undescribed first; and how many there are.
fn in_need(round: &Round, changes: &Changes) -> (Vec<Key>, usize) {
    let (snapshot, now) = (round.inventory.snapshot(), round.reader.now());
    let needy = changes.iter().filter_map(|(key, last_modified)| {
        let user = snapshot.users.get(key);
        let described_at = user.and_then(|user| user.described_at);
        let need = user.map_or(Some(Need::NeverDescribed), |user| need(user, *last_modified, now));
        Some((need?, described_at, key.clone()))
    });
    let mut needy: Vec<_> = needy.collect();
    needy.sort();
    (needy.into_iter().map(|(.., key)| key).collect(), changes.len())
}

fn need(user: &User, last_modified: Option<Timestamp>, now: Timestamp) -> Option<Need> {
    if user.contact.is_none() {
        return Some(Need::NeverDescribed);
    }
    if last_modified.is_some() && user.last_modified != last_modified {
        return Some(Need::Changed);
    }
    let is_old = user.described_at.is_none_or(|at| !at.is_within(OLD, now));
    is_old.then_some(Need::Old)
}
