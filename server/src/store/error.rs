//! Why a database can't be used, each in one line.

use std::{io, path::PathBuf};

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
    /// The server can't be reached, or its database is of a newer version.
    #[error(
        "the database {url} can't be used: {why}. Check `database`, and whether the server runs and lets Frontdesk in"
    )]
    Server {
        /// Its URL, without the password.
        url: String,
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
