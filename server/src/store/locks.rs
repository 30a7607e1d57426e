//! What one replica does at a time, of all that share a PostgreSQL database: advisory locks, which the server lets go of when the
//! replica ends, however it ends.
//!
//! All locks of a replica are on one connection, which does nothing that takes long. So it is soon known when it is lost, and with it
//! the locks.

use super::pools::lock_key;
use crate::config::DatabaseUrl;
use sqlx::{Connection, Executor, PgConnection, postgres::PgConnectOptions};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex as AsyncMutex, MutexGuard as AsyncMutexGuard},
    time::timeout,
};

/// A server that does not answer within this time is lost.
const PATIENCE: Duration = Duration::from_secs(3);

/// Makes the server notice within six seconds that a replica's machine is gone. By then the replica has stopped: it looks every second,
/// and waits for [`PATIENCE`].
const KEEP_ALIVE: &str = "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 6000; \
     SET application_name = 'frontdesk locks'";

/// How many hold the lock with this number in this database, and how new the inventory is.
const PULSE: &str = "SELECT \
     (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 \
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
      AND ((classid::bigint << 32) | objid::bigint) = $1), \
     (SELECT version FROM inventory)";

/// The locks of this replica.
#[derive(Clone)]
pub struct Locks(Arc<Inner>);

struct Inner {
    options: PgConnectOptions,
    connection: AsyncMutex<Option<PgConnection>>,
    /// Counts connections.
    generation: AtomicU64,
    /// The locks that are held here, and whether another replica has taken one since the connection was lost.
    held: Mutex<BTreeMap<i64, bool>>,
}

/// What the server tells when it is asked whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// How many replicas are there.
    pub replicas: i64,
    /// The latest version of the inventory.
    pub version: i64,
}

impl Locks {
    pub(super) fn new(url: &DatabaseUrl) -> sqlx::Result<Self> {
        Ok(Self(Arc::new(Inner {
            options: url.expose().parse()?,
            connection: AsyncMutex::default(),
            generation: AtomicU64::default(),
            held: Mutex::default(),
        })))
    }

    /// Asks the server whether it is there. If not, all locks are lost until it is again.
    ///
    /// # Errors
    /// When it is not.
    pub async fn pulse(&self) -> sqlx::Result<Pulse> {
        let asked = async {
            let (mut slot, mut connection) = self.0.connection().await?;
            let pulse = sqlx::query_as(PULSE)
                .bind(presence())
                .fetch_one(&mut connection)
                .await?;
            self.0.hold_again(&mut connection).await?;
            *slot = Some(connection);
            Ok(pulse)
        };
        let (replicas, version) = soon(asked).await?;
        Ok(Pulse { replicas, version })
    }

    /// Holds the lock called `name`, unless another replica does. Within this one it is for the caller to see that nobody has it.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn try_hold(&self, name: &str) -> sqlx::Result<Option<Held>> {
        let (locks, key) = (Arc::clone(&self.0), lock_key(name));
        // In a task of its own: a request that is given up leaves no connection in the middle of an answer.
        let holding = tokio::spawn(async move { soon(locks.try_hold(key)).await });
        holding.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    /// How the server is reached.
    #[must_use]
    pub fn server(&self) -> PgConnectOptions {
        self.0.options.clone()
    }

    /// Lets all locks go.
    pub async fn close(&self) {
        if let Some(connection) = self.0.connection.lock().await.take()
            && let Err(error) = connection.close().await
        {
            tracing::debug!(%error, "the connection of the locks was not closed in order");
        }
    }
}

impl Inner {
    /// The connection, and where it has to be put back when an answer has come: without one it is lost.
    async fn connection(&self) -> sqlx::Result<(AsyncMutexGuard<'_, Option<PgConnection>>, PgConnection)> {
        let mut slot = self.connection.lock().await;
        let connection = match slot.take() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        Ok((slot, connection))
    }

    /// A new connection, on which all that is held is held again, where nobody else has it meanwhile.
    async fn connect(&self) -> sqlx::Result<PgConnection> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        connection.execute(KEEP_ALIVE).await?;
        self.generation.fetch_add(1, Ordering::Relaxed);
        // Shared by all replicas: it shows who is there.
        sqlx::query("SELECT pg_advisory_lock_shared($1)")
            .bind(presence())
            .execute(&mut connection)
            .await?;
        let held: Vec<i64> = self.held().keys().copied().collect();
        for key in held {
            if !try_lock(&mut connection, key).await?
                && let Some(is_lost) = self.held().get_mut(&key)
            {
                *is_lost = true;
            }
        }
        Ok(connection)
    }

    /// Takes again what could not be taken on a new connection: the server may have kept the old one for a moment.
    async fn hold_again(&self, connection: &mut PgConnection) -> sqlx::Result<()> {
        let lost: Vec<i64> = self
            .held()
            .iter()
            .filter(|(_, is_lost)| **is_lost)
            .map(|(key, _)| *key)
            .collect();
        for key in lost {
            if try_lock(connection, key).await?
                && let Some(is_lost) = self.held().get_mut(&key)
            {
                *is_lost = false;
            }
        }
        Ok(())
    }

    async fn try_hold(self: Arc<Self>, key: i64) -> sqlx::Result<Option<Held>> {
        let (mut slot, mut connection) = self.connection().await?;
        let is_held = try_lock(&mut connection, key).await?;
        if is_held {
            self.held().insert(key, false);
        }
        *slot = Some(connection);
        drop(slot);
        Ok(is_held.then(|| Held { locks: self, key }))
    }

    /// On a connection that was made since, the lock is another one's.
    async fn unlock(&self, key: i64, generation: u64) -> sqlx::Result<()> {
        let mut slot = self.connection.lock().await;
        if generation != self.generation.load(Ordering::Relaxed) {
            return Ok(());
        }
        let Some(mut connection) = slot.take() else {
            return Ok(());
        };
        sqlx::query("SELECT pg_advisory_unlock($1)")
            .bind(key)
            .execute(&mut connection)
            .await?;
        *slot = Some(connection);
        Ok(())
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<i64, bool>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answer, if it comes soon.
async fn soon<T>(answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    timeout(PATIENCE, answer)
        .await
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

async fn try_lock(connection: &mut PgConnection, key: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
        .bind(key)
        .fetch_one(connection)
        .await
}

fn presence() -> i64 {
    lock_key("replica")
}

/// A lock, held until dropped.
pub struct Held {
    locks: Arc<Inner>,
    key: i64,
}

impl Held {
    /// Whether another replica has taken it while the server could not be reached.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.locks.held().get(&self.key).is_none_or(|is_lost| *is_lost)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let (locks, key) = (Arc::clone(&self.locks), self.key);
        locks.held().remove(&key);
        let generation = locks.generation.load(Ordering::Relaxed);
        // Where nothing runs any more, the connection ends, and the lock with it.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = soon(locks.unlock(key, generation)).await {
                    tracing::debug!(%error, "a lock was not let go in order, and is with its connection");
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Data, store::Store};

    /// Two replicas' locks.
    async fn two(data: &Data) -> (Store, Locks, Locks) {
        let (store, _) = data.open().await;
        let locks = async || data.open().await.0.pools().locks.expect("a server");
        let (one, other) = (locks().await, locks().await);
        (store, one, other)
    }

    /// Ends the connection that the locks are on, as a failing network or server does.
    async fn lose(store: &Store, locks: &Locks) {
        let mut slot = locks.0.connection.lock().await;
        let connection = slot.as_mut().expect("a connection");
        let process: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(connection)
            .await
            .expect("an answer");
        let end = "SELECT pg_terminate_backend(CAST($1 AS INTEGER))";
        let ended: sqlx::Result<bool> = sqlx::query_scalar(end)
            .bind(process)
            .fetch_one(&store.pools().read)
            .await;
        assert!(ended.expect("an answer"), "there is no such connection");
    }

    #[tokio::test]
    async fn a_lock_is_held_by_one_until_it_is_dropped_or_gone() {
        let data = Data::on_postgres();
        let (_store, one, other) = two(&data).await;
        let held = one.try_hold("a").await.expect("an answer").expect("a lock");
        assert!(other.try_hold("a").await.expect("an answer").is_none());
        assert!(other.try_hold("b").await.expect("an answer").is_some());
        drop(held);
        while other.try_hold("a").await.expect("an answer").is_none() {
            tokio::task::yield_now().await;
        }
        let _held = one.try_hold("c").await.expect("an answer").expect("a lock");
        one.close().await;
        while other.try_hold("c").await.expect("an answer").is_none() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn it_is_known_who_is_there() {
        let data = Data::on_postgres();
        let (_store, one, other) = two(&data).await;
        let replicas = async |locks: &Locks| locks.pulse().await.expect("an answer").replicas;
        assert_eq!(replicas(&one).await, 1);
        assert_eq!((replicas(&other).await, replicas(&one).await), (2, 2));
        other.close().await;
        while replicas(&one).await != 1 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn what_was_held_is_held_again_unless_another_took_it() {
        let data = Data::on_postgres();
        let (store, one, other) = two(&data).await;
        let (kept, lost) = (one.try_hold("kept").await, one.try_hold("lost").await);
        let (kept, lost) = (
            kept.expect("an answer").expect("a lock"),
            lost.expect("an answer").expect("a lock"),
        );
        lose(&store, &one).await;
        let mut taken = None;
        while taken.is_none() {
            taken = other.try_hold("lost").await.expect("an answer");
        }
        one.pulse().await.expect_err("the connection is lost");
        one.pulse().await.expect("another one");
        assert!(!kept.is_lost() && lost.is_lost());
        assert!(other.try_hold("kept").await.expect("an answer").is_none());
        // What is let go was another one's.
        drop(lost);
        one.pulse().await.expect("an answer");
        assert!(one.try_hold("lost").await.expect("an answer").is_none());
    }
}
