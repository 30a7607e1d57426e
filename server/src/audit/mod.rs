//! The audit log: who changed what, only ever added to, each entry chained to the one before.

mod chain;
mod entry;
mod export;
mod index;
mod query;
mod record;
#[cfg(test)]
mod testing;
pub mod verify;

pub use chain::{START, link};
pub use entry::{Called, Ended, Entry, Event, IntendedCall, Intent};
pub use export::Exported;
pub use record::record;

use crate::{clock::Clock, store::Pools};
use sqlx::Row;

/// The audit log.
#[derive(Clone)]
pub struct Audit {
    pools: Pools,
    clock: Clock,
}

impl Audit {
    /// The log in the database behind `pools`.
    #[must_use]
    pub const fn new(pools: Pools, clock: Clock) -> Self {
        Self { pools, clock }
    }

    /// Adds an entry. There is one writer at a time, of all replicas: the last hash is read under a lock.
    ///
    /// # Errors
    /// When the database can't be written; then nothing was.
    pub async fn append(&self, change: &str, event: Event) -> sqlx::Result<Entry> {
        let mut transaction = self.pools.begin_alone("audit").await?;
        let last = sqlx::query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
            .fetch_optional(&mut *transaction)
            .await?;
        let (number, before) = match last {
            Some(row) => (row.try_get::<i64, _>("number")?, row.try_get::<String, _>("hash")?),
            None => (0, START.to_owned()),
        };
        let entry = Entry {
            number: u64::try_from(number).unwrap_or_default() + 1,
            at: (self.clock)(),
            change: change.to_owned(),
            event,
        };
        let body = serde_json::to_string(&entry).map_err(|error| sqlx::Error::Encode(error.into()))?;
        sqlx::query("INSERT INTO audit (number, change_id, body, hash) VALUES ($1, $2, $3, $4)")
            .bind(number + 1)
            .bind(change)
            .bind(&body)
            .bind(link(&before, &body))
            .execute(&mut *transaction)
            .await?;
        index::keep(&mut transaction, &entry).await?;
        transaction.commit().await?;
        Ok(entry)
    }

    /// The entries of a change, with the hash of the last.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn entries(&self, change: &str) -> sqlx::Result<(Vec<Entry>, String)> {
        let rows = sqlx::query("SELECT body, hash FROM audit WHERE change_id = $1 ORDER BY number")
            .bind(change)
            .fetch_all(&self.pools.read)
            .await?;
        let mut entries = Vec::new();
        let mut hash = String::new();
        for row in rows {
            entries.push(read(row.try_get("body")?)?);
            hash = row.try_get("hash")?;
        }
        Ok((entries, hash))
    }

    /// The changes whose outcome nobody knows yet, the oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn unsettled(&self) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar("SELECT id FROM change WHERE outcome IN ('open', 'unknown') ORDER BY number")
            .fetch_all(&self.pools.read)
            .await
    }
}

fn read(body: &str) -> sqlx::Result<Entry> {
    serde_json::from_str(body).map_err(|error| sqlx::Error::Decode(error.into()))
}
