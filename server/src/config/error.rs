//! What can be wrong with settings, each in one line.

use std::path::PathBuf;

/// Settings that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is missing, unreadable or not TOML.
    #[error("the file {path} can't be read: {why}", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A key that does not exist.
    #[error("{origin}: there is no setting `{key}`{suggestion}")]
    UnknownKey {
        /// The file or the variable.
        origin: String,
        /// The key.
        key: String,
        /// What may have been meant.
        suggestion: String,
    },
    /// A value of the wrong type or form.
    #[error("{origin}: `{key}`: {why}")]
    Type {
        /// The file or the variable.
        origin: String,
        /// The key.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// A value out of range.
    #[error("`{key}` {why}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// There is no place for the database.
    #[error("this machine has no data folder for the user: set `data` or FRONTDESK_DATA to a folder")]
    NoDataFolder,
}
