//! What is new. Every transaction that writes to the inventory gets a version of its own, in the order in which they are committed: the
//! row that counts them is locked from the moment that it is counted up until then.

use super::{Pools, Write, write::RowKey};
use sqlx::{Any, AnyConnection, Transaction};
use std::collections::BTreeMap;

/// For so many versions it stays known what was gone.
const REMEMBERED: i64 = 10_000;

/// The latest version, and until which one what was gone is forgotten.
#[derive(Clone, Copy, Debug)]
pub(super) struct Versions {
    pub(super) latest: i64,
    forgotten: i64,
}

/// What others have written since some version.
#[derive(Clone, Debug, Default)]
pub struct Newer {
    /// By row, what it is now.
    pub rows: BTreeMap<RowKey, Write>,
    /// Whether this is all there is: what is not among it is gone.
    pub is_all: bool,
}

impl Newer {
    pub(super) fn is_news(&self) -> bool {
        self.is_all || !self.rows.is_empty()
    }
}

/// Begins to write, as the next version.
pub(super) async fn begin(pools: &Pools) -> sqlx::Result<(Transaction<'static, Any>, Versions)> {
    let mut transaction = pools.read.begin().await?;
    let (latest, forgotten) = sqlx::query_as("UPDATE inventory SET version = version + 1 RETURNING version, forgotten")
        .fetch_one(&mut *transaction)
        .await?;
    Ok((transaction, Versions { latest, forgotten }))
}

/// The latest version.
pub(super) async fn current(pools: &Pools) -> sqlx::Result<Versions> {
    let (latest, forgotten) = sqlx::query_as("SELECT version, forgotten FROM inventory")
        .fetch_one(&pools.read)
        .await?;
    Ok(Versions { latest, forgotten })
}

/// All there is.
pub(super) async fn all(db: &mut AnyConnection) -> sqlx::Result<Vec<Write>> {
    sqlx::query_as("SELECT kind, parent, id, body, described_at FROM resource WHERE body <> ''")
        .fetch_all(db)
        .await
}

/// What was written after `known`.
pub(super) async fn since(db: &mut AnyConnection, known: i64, versions: Versions) -> sqlx::Result<Newer> {
    let is_all = known < versions.forgotten;
    let rows = if is_all {
        all(db).await?
    } else {
        sqlx::query_as("SELECT kind, parent, id, body, described_at FROM resource WHERE version > $1")
            .bind(known)
            .fetch_all(db)
            .await?
    };
    let rows = rows.into_iter().map(|row: Write| (row.key.clone(), row)).collect();
    Ok(Newer { rows, is_all })
}

/// Forgets what was gone long ago. Who has not heard of it until now reads everything anew.
pub(super) async fn forget(db: &mut AnyConnection, latest: i64) -> sqlx::Result<()> {
    let until = latest - REMEMBERED;
    sqlx::query("DELETE FROM resource WHERE body = '' AND version <= $1")
        .bind(until)
        .execute(&mut *db)
        .await?;
    sqlx::query("UPDATE inventory SET forgotten = $1 WHERE forgotten < $1")
        .bind(until)
        .execute(db)
        .await?;
    Ok(())
}
