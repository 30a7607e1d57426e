//! Where the database is.

use crate::config::{ConfigError, DatabaseUrl, Settings};
use std::path::PathBuf;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Place {
    /// SQLite, in a file in this folder. One process has it at a time.
    Folder(PathBuf),
    /// PostgreSQL. Several processes may share it.
    Server(DatabaseUrl),
}

impl Place {
    /// Where `settings` say.
    ///
    /// # Errors
    /// When they name no database, and the machine has no data folder.
    pub fn of(settings: &Settings) -> Result<Self, ConfigError> {
        match &settings.database {
            Some(url) => Ok(Self::Server(url.clone())),
            None => settings.data_folder().map(Self::Folder),
        }
    }
}
