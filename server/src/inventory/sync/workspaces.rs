//! WorkSpaces: directories, connection aliases, then each alias's permissions and tags.

use super::{
    round::{Outcome, Round},
    scope_round::ScopeRound,
};
use crate::{aws::CallError, inventory::Key};
use app::model::{
    connection_alias::{ConnectionAlias, Directory},
    freshness::Kind,
    snapshot::Snapshot,
    time::Timestamp,
};
use futures::TryStreamExt;
use std::{collections::BTreeSet, pin::pin};

pub(super) async fn round(round: &Round) -> Outcome {
    let mut scope = ScopeRound::start(round, Kind::ConnectionAliases);
    if let Err(error) = directories(round, &scope).await {
        scope.fail(error);
    }
    let aliases = match list(round, scope.start).await {
        Ok(aliases) => aliases,
        Err(error) => {
            scope.fail(error);
            return scope.finish();
        }
    };
    let (region, start) = (round.reader.region.as_str(), scope.start);
    let listed: BTreeSet<String> = aliases.iter().map(|alias| alias.id.clone()).collect();
    scope.listed(|draft| draft.keep_only::<ConnectionAlias>(region, &listed, start));

    let snapshot = round.inventory.snapshot();
    let needy = in_order(&snapshot, region, &listed);
    let account = snapshot.account.as_deref();
    scope
        .describe(needy, listed.len(), |key| {
            let alias = snapshot.connection_aliases.get(&key).cloned();
            async move {
                let alias = alias.ok_or(CallError::NotFound)?;
                // As old as its listing: somebody may look at it, and learn more, before its turn comes.
                let listed = ConnectionAlias {
                    described_at: Some(start),
                    ..ConnectionAlias::clone(&alias)
                };
                round.reader.with_permissions_and_tags(listed, account).await
            }
        })
        .await;
    scope.finish()
}

/// Of the aliases of a Region those that are `listed`: those that change by themselves first, then the longest unread. There are few of them
/// (20 a Region unless AWS raised that), so that each round reads all.
fn in_order(snapshot: &Snapshot, region: &str, listed: &BTreeSet<String>) -> Vec<Key> {
    let aliases = snapshot.connection_aliases.iter();
    let mut here: Vec<_> = aliases
        .filter(|((of, id), _)| of == region && listed.contains(id))
        .map(|(key, alias)| (!alias.alias_state().is_changing(), alias.described_at, key.clone()))
        .collect();
    here.sort();
    here.into_iter().map(|(.., key)| key).collect()
}

async fn directories(round: &Round, scope: &ScopeRound<'_>) -> Result<(), CallError> {
    let directories = round.reader.directories().await?;
    let listed = directories.iter().map(|directory| directory.id.clone()).collect();
    round.inventory.apply(|draft| {
        for directory in directories {
            draft.listed(directory, scope.start);
        }
        draft.keep_only::<Directory>(round.reader.region.as_str(), &listed, scope.start);
    });
    Ok(())
}

async fn list(round: &Round, start: Timestamp) -> Result<Vec<ConnectionAlias>, CallError> {
    let mut listed = Vec::new();
    let mut pages = pin!(round.reader.connection_aliases());
    while let Some(page) = pages.try_next().await? {
        listed.extend(page.iter().cloned());
        round
            .inventory
            .apply(|draft| page.into_iter().for_each(|alias| draft.listed(alias, start)));
    }
    Ok(listed)
}
