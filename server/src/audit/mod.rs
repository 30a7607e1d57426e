//! The audit log: who changed what, only ever added to, each entry chained to the one before.

mod chain;
mod entry;
mod record;

pub use chain::{START, link};
pub use entry::{Called, Ended, Entry, Event, IntendedCall, Intent};
pub use record::record;

use crate::{clock::Clock, store::Pools};
use app::model::filter::fold;
use sqlx::{Row, Sqlite, Transaction};

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

    /// Adds an entry. There is one writer at a time: the transaction takes SQLite's lock before it reads the last hash.
    ///
    /// # Errors
    /// When the database can't be written; then nothing was.
    pub async fn append(&self, change: &str, event: Event) -> sqlx::Result<Entry> {
        let mut transaction = self.pools.write.begin_with("BEGIN IMMEDIATE").await?;
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
        index(&mut transaction, number + 1, &entry).await?;
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

/// Keeps the table by which changes are found.
async fn index(transaction: &mut Transaction<'_, Sqlite>, number: i64, entry: &Entry) -> sqlx::Result<()> {
    match &entry.event {
        Event::Intent(intent) => {
            let actor = &intent.actor;
            let who = format!("{} {}", actor.name, actor.email.as_deref().unwrap_or_default());
            sqlx::query(
                "INSERT INTO change (id, number, at, person, actor, action, kind, parent, subject, name, outcome) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')",
            )
            .bind(&entry.change)
            .bind(number)
            .bind(entry.at.as_millis())
            .bind(&actor.subject)
            .bind(fold(&who))
            .bind(intent.action.as_str())
            .bind(intent.resource.kind.as_str())
            .bind(&intent.resource.subject.parent)
            .bind(&intent.resource.subject.id)
            .bind(fold(&intent.resource.name))
            .execute(&mut **transaction)
            .await?;
        }
        Event::Call(_) => {}
        Event::Outcome(ended) => {
            sqlx::query("UPDATE change SET outcome = $2 WHERE id = $1")
                .bind(&entry.change)
                .bind(ended.outcome.as_str())
                .execute(&mut **transaction)
                .await?;
            if let Some(created) = &ended.created {
                sqlx::query("UPDATE change SET parent = $2, subject = $3 WHERE id = $1")
                    .bind(&entry.change)
                    .bind(&created.parent)
                    .bind(&created.id)
                    .execute(&mut **transaction)
                    .await?;
            }
        }
    }
    Ok(())
}
