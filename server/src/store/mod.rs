//! The database: what was known is shown again after a restart, before any call to AWS.

mod load;
mod lock;
mod probe;
mod read_only;
mod write;
mod writer;

pub use load::Loaded;
pub use probe::probe;
pub use read_only::open_read_only;
pub use write::Write;
pub use writer::Writer;

use lock::Lock;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    time::Duration,
};

/// SQLite has one writer at a time; whoever reads need not wait for it.
const CONNECTIONS: u32 = 4;

/// An open database that no other process uses.
pub struct Store {
    pool: SqlitePool,
    write: SqlitePool,
    /// Held for as long as the database is open.
    _lock: Lock,
}

/// A database that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder can't be made or written to.
    #[error("the data folder {folder} can't be used: {source}. Set `data` to a folder that Frontdesk may write to", folder = folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process has it.
    #[error("the data folder {folder} is in use by another Frontdesk. Stop that one, or set `data` to another folder", folder = folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The file is damaged, of a newer version, or no database at all.
    #[error(
        "the database {path} can't be read: {why}. Start the version that wrote it, or restore it from a backup. \
         What it knows of AWS can be read anew, but the audit log in it can't", path = path.display()
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// There is none.
    #[error("there is no database {path}. Name the folder that it is in with --data", path = path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// It was to be read only, and can't be.
    #[error(
        "the database {path} can't be read: {why}. While frontdesk.db-wal is beside it, whoever reads it has to be able to write to \
         its folder", path = path.display()
    )]
    CannotRead {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

/// Connections for what somebody waits for.
#[derive(Clone)]
pub struct Pools {
    /// To read with: nobody who writes keeps these waiting.
    pub read: SqlitePool,
    /// To write with: one connection, so that those who wait to write keep nobody from reading.
    pub write: SqlitePool,
}

/// How long who writes waits for who wrote first.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Connections for what is not the inventory's.
    #[must_use]
    pub fn pools(&self) -> Pools {
        Pools {
            read: self.pool.clone(),
            write: self.write.clone(),
        }
    }

    /// Opens the database in `folder`, and makes both where they are missing.
    ///
    /// # Errors
    /// When the folder can't be used, another process uses it, or the database can't be read.
    pub async fn open(folder: &Path) -> Result<(Self, Loaded), StoreError> {
        let lock = Lock::take(folder)?;
        let path = folder.join("frontdesk.db");
        let unreadable = |why: String| StoreError::Unreadable {
            path: path.clone(),
            why,
        };
        create_private(&path).map_err(|source| StoreError::Folder {
            folder: folder.to_owned(),
            source,
        })?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(PATIENCE);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options.clone());
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect_with(options)
            .await
            .map_err(|error| unreadable(error.to_string()))?;
        sqlx::migrate!()
            .run(&pool)
            .await
            .map_err(|error| unreadable(error.to_string()))?;
        let loaded = load::load(&pool).await.map_err(|error| unreadable(error.to_string()))?;
        let store = Self {
            pool,
            write,
            _lock: lock,
        };
        Ok((store, loaded))
    }
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
    use app::model::{
        freshness::{Kind, Scope},
        overview::SesRegion,
        time::Timestamp,
    };

    #[tokio::test]
    async fn what_is_written_is_loaded_and_what_does_not_read_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, loaded) = Store::open(folder.path()).await.expect("opened");
        assert_eq!((loaded.snapshot.account, loaded.unread), (None, 0));
        let ses = SesRegion {
            region: "eu-west-2".parse().expect("a Region"),
            production_access: true,
            sending_enabled: true,
            configuration_sets: vec!["default".to_owned()],
        };
        let of_another_version = Write::Put {
            kind: "user",
            parent: "i-1".to_owned(),
            id: "u-1".to_owned(),
            body: r#"{"name":"Ada"}"#.to_owned(),
        };
        let listed = |kind| {
            let region = "eu-west-2".parse().expect("a Region");
            Write::Listed(Scope { kind, region }, Timestamp::default())
        };
        let (writer, written) = Writer::start(store);
        writer.send(vec![Write::ses(&ses), of_another_version]);
        writer.send(vec![listed(Kind::Users), listed(Kind::Identities)]);
        writer.send(vec![Write::Account("111122223333".to_owned())]);
        drop(writer);
        written.await.expect("written");

        let (store, loaded) = Store::open(folder.path()).await.expect("opened");
        assert_eq!(loaded.snapshot.account.as_deref(), Some("111122223333"));
        assert_eq!(loaded.snapshot.ses.into_values().collect::<Vec<_>>(), [ses]);
        assert_eq!((loaded.snapshot.users.len(), loaded.unread), (0, 1));
        drop(store);
        let (_store, again) = Store::open(folder.path()).await.expect("opened");
        assert_eq!(again.unread, 0);
        // What lacks a row was not read to the end.
        for loaded in [loaded.snapshot.scopes, again.snapshot.scopes] {
            assert_eq!(
                loaded.keys().map(|scope| scope.kind).collect::<Vec<_>>(),
                [Kind::Identities]
            );
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_reads_the_database_in_a_folder_that_others_see() {
        use std::{fs, os::unix::fs::PermissionsExt};
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
        let (_store, _) = Store::open(folder.path()).await.expect("opened");
        for name in ["frontdesk.db", "frontdesk.db-wal", "frontdesk.db-shm"] {
            let file = fs::metadata(folder.path().join(name)).expect(name);
            assert_eq!(file.permissions().mode() & 0o777, 0o600, "{name}");
        }
    }

    #[tokio::test]
    async fn a_second_process_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Store::open(folder.path()).await.expect("opened");
        let second = Store::open(folder.path()).await.err().expect("refused");
        assert!(matches!(second, StoreError::InUse { .. }), "{second}");
        drop(first);
        assert!(Store::open(folder.path()).await.is_ok());
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_one_clear_line() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(
            folder.path().join("frontdesk.db"),
            "not a database, but long enough".repeat(40),
        )
        .expect("written");
        let error = Store::open(folder.path()).await.err().expect("unreadable").to_string();
        assert!(error.contains("frontdesk.db can't be read"), "{error}");
        assert_eq!(error.lines().count(), 1);
    }
}
