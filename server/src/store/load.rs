//! Reading everything, once, at the start.

use super::{Pools, Write, versions};
use app::model::{freshness::Scope, snapshot::Snapshot};
use std::collections::BTreeSet;

/// What the database held.
#[derive(Default)]
pub struct Loaded {
    /// The inventory as it was.
    pub snapshot: Snapshot,
    /// Rows of another version of Frontdesk that no longer read; they come back with the next listing.
    pub unread: usize,
}

/// Reads everything, while nobody writes; says as of which version. What does not read is dropped, and what it was listed with is "not
/// read yet" rather than "not found".
pub(super) async fn load(pools: &Pools) -> sqlx::Result<(Loaded, i64)> {
    let mut loaded = Loaded::default();
    let (mut transaction, versions) = versions::begin(pools).await?;
    let all = versions::all(&mut transaction).await?;
    let unread: Vec<&Write> = all
        .iter()
        .filter(|row| row.take_in(&mut loaded.snapshot).is_none())
        .collect();
    loaded.unread = unread.len();
    let incomplete: BTreeSet<_> = unread.iter().flat_map(|row| row.listings()).copied().collect();
    let scopes: Vec<Scope> = loaded.snapshot.scopes.keys().cloned().collect();
    let unlisted = scopes.iter().filter(|scope| incomplete.contains(&scope.kind));
    let mut dropped: Vec<Write> = unlisted.map(Write::remove_scope).collect();
    for gone in &dropped {
        // It says of a scope that is known that it is gone.
        let _ = gone.take_in(&mut loaded.snapshot);
    }
    dropped.extend(unread.into_iter().map(|row| Write {
        body: String::new(),
        ..row.clone()
    }));
    for gone in &dropped {
        gone.run(&mut *transaction, versions.latest, i64::MIN).await?;
    }
    versions::forget(&mut transaction, versions.latest).await?;
    pools.announce(&mut transaction, versions.latest).await?;
    transaction.commit().await?;
    Ok((loaded, versions.latest))
}
