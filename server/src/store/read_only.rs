//! Reading the database beside whoever has it open.

use super::{PATIENCE, StoreError};
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;

/// Opens the database in `folder` for reading, whether or not a Frontdesk is running with it, and changes nothing.
///
/// # Errors
/// When there is none, or it can't be read.
pub async fn open_read_only(folder: &Path) -> Result<SqliteConnection, StoreError> {
    let path = folder.join("frontdesk.db");
    if !path.is_file() {
        return Err(StoreError::Missing { path });
    }
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .read_only(true)
        .busy_timeout(PATIENCE);
    match connect(&options).await {
        Ok(connection) => Ok(connection),
        // Beside a file that is open there is a log. Without one, in a folder where none can be made, nobody writes.
        Err(_) if !folder.join("frontdesk.db-wal").exists() => {
            let connected = connect(&options.immutable(true)).await;
            connected.map_err(|error| unreadable(&path, &error))
        }
        Err(error) => Err(unreadable(&path, &error)),
    }
}

async fn connect(options: &SqliteConnectOptions) -> sqlx::Result<SqliteConnection> {
    let mut connection = options.connect().await?;
    // SQLite opens the files when it first reads.
    sqlx::query("SELECT count(*) FROM sqlite_schema")
        .execute(&mut connection)
        .await?;
    Ok(connection)
}

fn unreadable(path: &Path, error: &sqlx::Error) -> StoreError {
    StoreError::CannotRead {
        path: path.to_owned(),
        why: error.to_string(),
    }
}
