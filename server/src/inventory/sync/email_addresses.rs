//! Amazon Connect e-mail addresses: `SearchEmailAddresses` tells the aliases, `DescribeEmailAddress` times and tags.

use super::{
    round::{Outcome, Round},
    scope_round::ScopeRound,
};
use crate::{aws::CallError, inventory::Key};
use app::model::{email_address::EmailAddress, time::Timestamp};
use futures::TryStreamExt;
use std::{collections::BTreeSet, pin::pin};

/// What was described within this time is not described again by the sync.
const FRESH: i64 = 30 * 60 * 1_000;

pub(super) async fn round(round: &Round, mut scope: ScopeRound<'_>, instances: &[String]) -> Outcome {
    let mut listed = Vec::new();
    for instance in instances {
        match list(round, instance, scope.since).await {
            Ok(()) => listed.push(instance),
            // The other instances may well answer.
            Err(error) => scope.fail(error),
        }
    }
    if listed.len() == instances.len() {
        scope.listed(|_| {});
    }
    let (needy, all) = in_need(round, &listed);
    scope
        .describe(needy, all, |(instance, id)| async move {
            round.reader.email_address(&instance, &id).await
        })
        .await;
    scope.finish()
}

/// Takes in an instance's addresses page by page, and takes out those that are gone.
async fn list(round: &Round, instance: &str, since: Timestamp) -> Result<(), CallError> {
    let mut listed = BTreeSet::new();
    let mut pages = pin!(round.reader.email_addresses(instance));
    while let Some(page) = pages.try_next().await? {
        listed.extend(page.iter().map(|address| address.id.clone()));
        round
            .inventory
            .apply(|draft| page.into_iter().for_each(|address| draft.listed(address, since)));
    }
    round
        .inventory
        .apply(|draft| draft.keep_only::<EmailAddress>(instance, &listed, since));
    Ok(())
}

/// The addresses to describe: never described ones first, then the oldest; and how many there are.
fn in_need(round: &Round, instances: &[&String]) -> (Vec<Key>, usize) {
    let (snapshot, now) = (round.inventory.snapshot(), round.reader.now());
    let here = snapshot
        .email_addresses
        .iter()
        .filter(|((instance, _), _)| instances.contains(&instance));
    let all = here.clone().count();
    let mut needy: Vec<_> = here
        .filter(|(_, address)| address.described_at.is_none_or(|at| !at.is_within(FRESH, now)))
        .map(|(key, address)| (address.described_at, key.clone()))
        .collect();
    needy.sort();
    (needy.into_iter().map(|(_, key)| key).collect(), all)
}
