//! What is written: one change on disk.

use app::model::{
    freshness::{Pause, Scope},
    instance::Instance,
    overview::SesRegion,
    time::Timestamp,
};
use sqlx::{Executor, Sqlite};

/// The kind under which instances are kept.
pub(super) const INSTANCE: &str = "instance";
/// The kind under which pauses of the sync are kept.
pub(super) const PAUSE: &str = "pause";
/// The kind under which SES's account settings are kept.
pub(super) const SES_REGION: &str = "ses_region";

/// One change on disk.
#[derive(Clone, Debug)]
pub enum Write {
    /// A thing is new or has changed.
    Put {
        /// Its kind.
        kind: &'static str,
        /// What it belongs to.
        parent: String,
        /// Its id or name.
        id: String,
        /// It, as JSON.
        body: String,
    },
    /// A thing is gone.
    Remove {
        /// Its kind.
        kind: &'static str,
        /// What it belonged to.
        parent: String,
        /// Its id or name.
        id: String,
    },
    /// A listing is complete.
    Listed(Scope, Timestamp),
    /// A Region is no longer looked at.
    Unlisted(Scope),
    /// The account that all this belongs to.
    Account(String),
}

impl Write {
    /// Keeps an instance.
    #[must_use]
    pub fn instance(instance: &Instance) -> Self {
        Self::put(INSTANCE, (instance.region.to_string(), instance.id.clone()), instance)
    }

    /// Drops an instance.
    #[must_use]
    pub fn remove_instance(instance: &Instance) -> Self {
        Self::Remove {
            kind: INSTANCE,
            parent: instance.region.to_string(),
            id: instance.id.clone(),
        }
    }

    /// Keeps what SES says of a Region.
    #[must_use]
    pub fn ses(ses: &SesRegion) -> Self {
        Self::put(SES_REGION, (ses.region.to_string(), String::new()), ses)
    }

    /// Drops what SES says of a Region.
    #[must_use]
    pub fn remove_ses(ses: &SesRegion) -> Self {
        Self::Remove {
            kind: SES_REGION,
            parent: ses.region.to_string(),
            id: String::new(),
        }
    }

    /// Keeps that the rounds of `scope` are paused, or that they are not.
    #[must_use]
    pub fn pause(scope: &Scope, pause: Option<&Pause>) -> Self {
        let (parent, id) = (scope.region.to_string(), scope.kind.as_str().to_owned());
        match pause {
            Some(pause) => Self::put(PAUSE, (parent, id), pause),
            None => Self::Remove {
                kind: PAUSE,
                parent,
                id,
            },
        }
    }

    /// Keeps `item`.
    #[must_use]
    pub fn put<T: serde::Serialize>(kind: &'static str, (parent, id): (String, String), item: &T) -> Self {
        // Types of texts, numbers and maps with text keys can't fail to become JSON; an empty body would be dropped on
        // loading.
        let body = serde_json::to_string(item).unwrap_or_default();
        Self::Put { kind, parent, id, body }
    }

    pub(super) async fn run(&self, db: impl Executor<'_, Database = Sqlite>) -> Result<(), sqlx::Error> {
        let query = match self {
            Self::Put { kind, parent, id, body } => sqlx::query(
                "INSERT INTO resource (kind, parent, id, body) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (kind, parent, id) DO UPDATE SET body = excluded.body",
            )
            .bind(kind)
            .bind(parent)
            .bind(id)
            .bind(body),
            Self::Remove { kind, parent, id } => {
                sqlx::query("DELETE FROM resource WHERE kind = $1 AND parent = $2 AND id = $3")
                    .bind(kind)
                    .bind(parent)
                    .bind(id)
            }
            Self::Listed(Scope { kind, region }, at) => sqlx::query(
                "INSERT INTO listing (kind, region, listed_at) VALUES ($1, $2, $3) \
                 ON CONFLICT (kind, region) DO UPDATE SET listed_at = excluded.listed_at",
            )
            .bind(kind.as_str())
            .bind(region.to_string())
            .bind(at.as_millis()),
            Self::Unlisted(Scope { kind, region }) => {
                sqlx::query("DELETE FROM listing WHERE kind = $1 AND region = $2")
                    .bind(kind.as_str())
                    .bind(region.to_string())
            }
            Self::Account(account) => sqlx::query(
                "INSERT INTO setting (name, value) VALUES ('account', $1) \
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )
            .bind(account),
        };
        query.execute(db).await?;
        Ok(())
    }
}
