//! SQLite: a file in a folder.

use super::{PATIENCE, Pools, StoreError, lock::Lock, pools::Engine};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use sqlx::{AnyConnection, Connection, Executor, any::AnyPoolOptions};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

/// SQLite has one writer at a time; whoever reads need not wait for it.
const CONNECTIONS: u32 = 4;

/// What each connection is set to: who writes keeps nobody from reading, and after the machine has lost its power the last changes
/// may be missing, but the file is whole.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";

/// Opens the database in `folder`, and makes both where they are missing.
pub(super) async fn open(folder: &Path) -> Result<(Pools, Lock), StoreError> {
    let lock = Lock::take(folder)?;
    let path = file_in(folder);
    create_private(&path).map_err(|source| StoreError::Folder {
        folder: folder.to_owned(),
        source,
    })?;
    let url = url(&path, "rw");
    // SQLite's own patience, which sqlx sets, is the same.
    let options = |connections| {
        AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(async move { connection.execute(SETTINGS).await.map(drop) }))
    };
    let opened = async {
        // A pool would try again and again to open what can't be opened.
        connect(&url).await?.close().await?;
        let read = options(CONNECTIONS).connect(&url).await?;
        sqlx::migrate!("migrations/sqlite").run(&read).await?;
        Ok::<_, sqlx::Error>(Pools {
            read,
            // One connection: there is one writer at a time.
            write: options(1).connect_lazy(&url)?,
            engine: Engine::Sqlite,
            locks: None,
        })
    };
    let pools = opened.await.map_err(|error| unreadable(folder, &error))?;
    Ok((pools, lock))
}

pub(super) fn unreadable(folder: &Path, error: &sqlx::Error) -> StoreError {
    StoreError::Unreadable {
        path: file_in(folder),
        why: error.to_string(),
    }
}

/// Opens it for reading, whether or not a Frontdesk is running with it, and changes nothing.
pub(super) async fn open_read_only(folder: &Path) -> Result<AnyConnection, StoreError> {
    let path = file_in(folder);
    if !path.is_file() {
        return Err(StoreError::Missing { path });
    }
    let can_not = |error: sqlx::Error| StoreError::CannotRead {
        path: path.clone(),
        why: error.to_string(),
    };
    match connect(&url(&path, "ro")).await {
        Ok(connection) => Ok(connection),
        // Beside a file that is open there is a log. Without one, in a folder where none can be made, nobody writes.
        Err(_) if !folder.join("frontdesk.db-wal").exists() => {
            connect(&url(&path, "ro&immutable=true")).await.map_err(can_not)
        }
        Err(error) => Err(can_not(error)),
    }
}

async fn connect(url: &str) -> sqlx::Result<AnyConnection> {
    let mut connection = AnyConnection::connect(url).await?;
    // SQLite opens the files when it first reads.
    connection.execute("SELECT count(*) FROM sqlite_schema").await?;
    Ok(connection)
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("frontdesk.db")
}

/// The file as a URL, whatever signs are in its path.
fn url(path: &Path, mode: &str) -> String {
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    format!("sqlite:{path}?mode={mode}")
}

/// Makes the file before SQLite does, in whose hands it would be as private as the process's mask and a folder that may have
/// been there before. SQLite gives the files beside it the same permissions.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Loaded, Place, Store, open_read_only};

    async fn open(folder: &Path) -> Result<(Store, Loaded), StoreError> {
        Store::open(&Place::Folder(folder.to_owned())).await
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_reads_the_database_in_a_folder_that_others_see() {
        use std::{fs, os::unix::fs::PermissionsExt};
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
        let _open = open(folder.path()).await.expect("opened");
        for name in ["frontdesk.db", "frontdesk.db-wal", "frontdesk.db-shm"] {
            let file = fs::metadata(folder.path().join(name)).expect(name);
            assert_eq!(file.permissions().mode() & 0o777, 0o600, "{name}");
        }
    }

    #[tokio::test]
    async fn a_second_process_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = open(folder.path()).await.expect("opened");
        let second = open(folder.path()).await.err().expect("refused");
        assert!(matches!(second, StoreError::InUse { .. }), "{second}");
        drop(first);
        assert!(open(folder.path()).await.is_ok());
    }

    #[tokio::test]
    async fn any_folder_will_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let odd = folder.path().join("100%41 ü? #&mode=ro");
        drop(open(&odd).await.expect("opened"));
        assert!(odd.join("frontdesk.db").is_file());
        open_read_only(&Place::Folder(odd)).await.expect("opened again");
    }

    #[tokio::test]
    async fn what_is_known_survives_the_loss_of_power() {
        let folder = tempfile::tempdir().expect("a folder");
        let pools = open(folder.path()).await.expect("opened").0.pools();
        for pool in [&pools.read, &pools.write] {
            let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
                .fetch_one(pool)
                .await
                .expect("a mode");
            let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
                .fetch_one(pool)
                .await
                .expect("a mode");
            assert_eq!((journal.as_str(), synchronous), ("wal", 1));
        }
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_one_clear_line() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(
            folder.path().join("frontdesk.db"),
            "not a database, but long enough".repeat(40),
        )
        .expect("written");
        let error = open(folder.path()).await.err().expect("unreadable").to_string();
        assert!(error.contains("frontdesk.db can't be read"), "{error}");
        assert_eq!(error.lines().count(), 1);
    }
}
