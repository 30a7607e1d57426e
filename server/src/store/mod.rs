//! The database: what was known is shown again after a restart, before any call to AWS.

mod error;
mod following;
mod load;
mod lock;
mod locks;
mod place;
mod pools;
mod postgres;
mod probe;
mod read_only;
mod sql;
mod sqlite;
mod take_in;
mod unwritten;
mod versions;
mod write;
mod writer;

pub use error::StoreError;
pub use load::Loaded;
pub use locks::{Held, Locks, Pulse};
pub use place::Place;
pub use pools::{Pools, REFRESHES, VERSIONS};
pub use probe::probe;
pub use read_only::open_read_only;
pub use sql::Sql;
pub use unwritten::Unwritten;
pub use versions::Newer;
pub use write::{RowKey, Write};
pub use writer::Writer;

use lock::Lock;
use sqlx::any::install_default_drivers;
use std::time::Duration;

/// How long who writes waits for who wrote first.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open database.
pub struct Store {
    pools: Pools,
    /// The version of the inventory until which all is in memory, or on its way there.
    known: i64,
    /// Held for as long as SQLite's file is open: no other process may use it.
    _lock: Option<Lock>,
}

impl Store {
    /// Connections for what is not the inventory's.
    #[must_use]
    pub fn pools(&self) -> Pools {
        self.pools.clone()
    }

    /// Opens the database at `place`, makes it where it is a file that is missing, and brings its tables up to date.
    ///
    /// # Errors
    /// When it can't be used or read.
    pub async fn open(place: &Place) -> Result<(Self, Loaded), StoreError> {
        install_default_drivers();
        let (pools, lock) = match place {
            Place::Folder(folder) => {
                let (pools, lock) = sqlite::open(folder).await?;
                (pools, Some(lock))
            }
            Place::Server(url) => (postgres::open(url).await?, None),
        };
        let loaded = load::load(&pools).await;
        let (loaded, known) = loaded.map_err(|error| match place {
            Place::Folder(folder) => sqlite::unreadable(folder, &error),
            Place::Server(url) => postgres::unusable(url, &error),
        })?;
        let store = Self {
            pools,
            known,
            _lock: lock,
        };
        Ok((store, loaded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use app::model::{
        freshness::{Kind, Scope, ScopeState},
        overview::SesRegion,
        time::Timestamp,
    };

    #[tokio::test]
    async fn what_is_written_is_loaded_and_what_does_not_read_is_dropped() {
        let data = Data::new();
        let (store, loaded) = data.open().await;
        assert_eq!((loaded.snapshot.account, loaded.unread), (None, 0));
        let ses = SesRegion {
            region: "eu-west-2".parse().expect("a Region"),
            production_access: true,
            sending_enabled: true,
            configuration_sets: vec!["default".to_owned()],
        };
        let of_another_version = Write::put("user", ("i-1".to_owned(), "u-1".to_owned()), &"Ada", None);
        let listed = |kind| {
            let region = "eu-west-2".parse().expect("a Region");
            let state = ScopeState {
                listed_at: Some(Timestamp::default()),
                ..ScopeState::default()
            };
            Write::scope(&Scope { kind, region }, &state)
        };
        let (writer, written) = Writer::start(store);
        writer.send(vec![Write::ses(&ses), of_another_version]);
        writer.send(vec![listed(Kind::Users), listed(Kind::Identities)]);
        writer.send(vec![Write::account("111122223333")]);
        drop(writer);
        written.await.expect("written");

        let (store, loaded) = data.open().await;
        assert_eq!(loaded.snapshot.account.as_deref(), Some("111122223333"));
        assert_eq!(loaded.snapshot.ses.into_values().collect::<Vec<_>>(), [ses]);
        assert_eq!((loaded.snapshot.users.len(), loaded.unread), (0, 1));
        drop(store);
        let (_store, again) = data.open().await;
        assert_eq!(again.unread, 0);
        // What lacks a row was not read to the end.
        for loaded in [loaded.snapshot.scopes, again.snapshot.scopes] {
            assert_eq!(
                loaded
                    .iter()
                    .filter(|(_, state)| state.listed_at.is_some())
                    .map(|(scope, _)| scope.kind)
                    .collect::<Vec<_>>(),
                [Kind::Identities]
            );
        }
    }
}
