//! Connections, and the little that differs between the two databases. All else is said in SQL that both take: parameters as `$1`,
//! columns that are TEXT or BIGINT.

use super::Locks;
use aws_lc_rs::digest::{SHA256, digest};
use sqlx::{Any, AnyConnection, AnyPool, Executor, Transaction};

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// Connections for what somebody waits for.
#[derive(Clone)]
pub struct Pools {
    /// To read with: nobody who writes keeps these waiting.
    pub read: AnyPool,
    /// To write with: those who wait to write keep nobody from reading.
    pub write: AnyPool,
    pub(super) engine: Engine,
    /// The locks of this replica, where there may be several.
    pub locks: Option<Locks>,
}

impl Pools {
    /// Whether other processes may use the same database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.engine == Engine::Postgres
    }

    /// Begins a transaction for one who writes to `what` alone: others who begin with the same wait until it ends, in whichever
    /// process. With SQLite nobody else writes anything meanwhile.
    ///
    /// # Errors
    /// When the database can't be used, or it takes too long until it is one's turn.
    pub async fn begin_alone(&self, what: &str) -> sqlx::Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await,
            Engine::Postgres => {
                let mut transaction = self.write.begin().await?;
                sqlx::query("SELECT pg_advisory_xact_lock($1)")
                    .bind(lock_key(what))
                    .execute(&mut *transaction)
                    .await?;
                Ok(transaction)
            }
        }
    }

    /// Tells other replicas of a version, once the transaction is committed.
    pub(super) async fn announce(&self, transaction: &mut AnyConnection, version: i64) -> sqlx::Result<()> {
        if self.is_shared() {
            self.notify(transaction, VERSIONS, &version.to_string()).await?;
        }
        Ok(())
    }

    /// Asks the replica that syncs to list what is called `what` now.
    ///
    /// # Errors
    /// When the database can't be used.
    pub async fn ask_to_refresh(&self, what: &str) -> sqlx::Result<()> {
        self.notify(&self.write, REFRESHES, what).await
    }

    async fn notify(&self, db: impl Executor<'_, Database = Any>, channel: &str, text: &str) -> sqlx::Result<()> {
        sqlx::query("SELECT pg_notify($1, $2)")
            .bind(channel)
            .bind(text)
            .execute(db)
            .await?;
        Ok(())
    }
}

/// The channel on which replicas tell each other the inventory's latest version.
pub const VERSIONS: &str = "frontdesk_versions";

/// The channel on which they ask the one that syncs to list something now.
pub const REFRESHES: &str = "frontdesk_refreshes";

/// The number under which PostgreSQL locks what is called `name`.
pub(super) fn lock_key(name: &str) -> i64 {
    let hash = digest(&SHA256, format!("frontdesk {name}").as_bytes());
    let (first, _) = hash.as_ref().as_chunks::<8>();
    first.first().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replicas of two versions have to agree: the first 16 digits of `printf 'frontdesk audit' | sha256sum`.
    #[test]
    fn names_keep_their_numbers() {
        assert_eq!(lock_key("audit"), 0x4888_58de_7a89_c7e4);
        assert_ne!(lock_key("audit"), lock_key("sync"));
    }
}
