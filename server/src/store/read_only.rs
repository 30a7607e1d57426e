//! Reading the database beside whoever has it open.

use super::{Place, StoreError, postgres, sqlite};
use sqlx::{AnyConnection, any::install_default_drivers};

/// Opens the database at `place` for reading, whether or not a Frontdesk is running with it, and changes nothing. A transaction on it
/// sees one moment.
///
/// # Errors
/// When there is none, or it can't be read.
pub async fn open_read_only(place: &Place) -> Result<AnyConnection, StoreError> {
    install_default_drivers();
    match place {
        Place::Folder(folder) => sqlite::open_read_only(folder).await,
        Place::Server(url) => postgres::open_read_only(url).await,
    }
}
