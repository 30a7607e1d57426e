//! PostgreSQL: a server, which several replicas share.

use super::{Locks, PATIENCE, Pools, StoreError, pools::Engine};
use crate::config::DatabaseUrl;
use sqlx::{AnyConnection, Connection, Executor, any::AnyPoolOptions};

/// Connections for reading, of each replica.
const READERS: u32 = 8;

/// Connections for writing.
const WRITERS: u32 = 4;

/// Whoever waits for a lock gives up after [`PATIENCE`], rather than keep the connection; and whoever holds one, and is silent, is ended: no
/// replica keeps the others from writing.
const SETTINGS: &str =
    "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '15s'; SET application_name = 'frontdesk'";

/// Opens the database at `url`, and brings its tables up to date. Replicas that start at the same time do that one after the other:
/// sqlx takes a lock.
pub(super) async fn open(url: &DatabaseUrl) -> Result<Pools, StoreError> {
    let options = |connections| {
        AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(async move { connection.execute(SETTINGS).await.map(drop) }))
    };
    let opened = async {
        // Waits as long as it takes another replica.
        let mut connection = AnyConnection::connect(url.expose()).await?;
        sqlx::migrate!("migrations/postgres").run(&mut connection).await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(Pools {
            read: options(READERS).connect(url.expose()).await?,
            write: options(WRITERS).connect_lazy(url.expose())?,
            engine: Engine::Postgres,
            locks: Some(Locks::new(url)?),
        })
    };
    opened.await.map_err(|error| unusable(url, &error))
}

/// Opens it for reading, and changes nothing.
pub(super) async fn open_read_only(url: &DatabaseUrl) -> Result<AnyConnection, StoreError> {
    let connected = async {
        let mut connection = AnyConnection::connect(url.expose()).await?;
        connection.execute("SET default_transaction_read_only = on").await?;
        // All of it as it is at one moment.
        connection
            .execute("SET default_transaction_isolation = 'repeatable read'")
            .await?;
        Ok::<_, sqlx::Error>(connection)
    };
    connected.await.map_err(|error| unusable(url, &error))
}

pub(super) fn unusable(url: &DatabaseUrl, error: &sqlx::Error) -> StoreError {
    StoreError::Server {
        url: url.shown(),
        why: error.to_string(),
    }
}
