//! A row of what is known of AWS: written here, and read by other replicas.

use crate::{clock, inventory::LONGEST_OVERTAKING};
use app::model::{
    changed::{Topic, Topics},
    freshness::{Pause, Scope, ScopeState},
    instance::Instance,
    overview::SesRegion,
    time::Timestamp,
};
use sqlx::{Any, Executor, FromRow};

/// The kind under which instances are kept.
pub(super) const INSTANCE: &str = "instance";
/// The kind under which pauses of the sync are kept.
pub(super) const PAUSE: &str = "pause";
/// The kind under which SES's account settings are kept.
pub(super) const SES_REGION: &str = "ses_region";
/// The kind under which it is kept how fresh a listing is: by Region and kind.
pub(super) const SCOPE: &str = "scope";
/// The kind of the one row that says which account all this belongs to.
pub(super) const ACCOUNT: &str = "account";
/// The kind of the rows, one a topic, that are written when something else has changed that pages show.
pub(super) const TOUCH: &str = "touch";

/// Which row it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct RowKey {
    /// The kind of the thing.
    pub kind: String,
    /// What it belongs to.
    pub parent: String,
    /// Its id or name.
    pub id: String,
}

/// A row as it is from now on.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Write {
    /// Which.
    #[sqlx(flatten)]
    pub key: RowKey,
    /// The thing, as JSON; empty when it is gone.
    pub body: String,
    /// When the details of the thing were read, of whatever is gone: as far as was known; 0 where that is not told.
    pub described_at: i64,
}

impl Write {
    /// Keeps `item`, which tells what was read at `described_at`.
    #[must_use]
    pub fn put<T: serde::Serialize>(
        kind: &str,
        (parent, id): (String, String),
        item: &T,
        described_at: Option<Timestamp>,
    ) -> Self {
        Self {
            key: key(kind, parent, id),
            // Types of texts, numbers and maps with text keys can't fail to become JSON; what is empty is gone until the next
            // listing.
            body: serde_json::to_string(item).unwrap_or_default(),
            described_at: described_at.map_or(0, Timestamp::as_millis),
        }
    }

    /// Drops what was known as it was read at `described_at`.
    #[must_use]
    pub fn remove(kind: &str, (parent, id): (String, String), described_at: Option<Timestamp>) -> Self {
        Self {
            key: key(kind, parent, id),
            body: String::new(),
            described_at: described_at.map_or(0, Timestamp::as_millis),
        }
    }

    /// Keeps an instance.
    #[must_use]
    pub fn instance(instance: &Instance) -> Self {
        Self::put(
            INSTANCE,
            (instance.region.to_string(), instance.id.clone()),
            instance,
            None,
        )
    }

    /// Drops an instance.
    #[must_use]
    pub fn remove_instance(instance: &Instance) -> Self {
        Self::remove(INSTANCE, (instance.region.to_string(), instance.id.clone()), None)
    }

    /// Keeps what SES says of a Region.
    #[must_use]
    pub fn ses(ses: &SesRegion) -> Self {
        Self::put(SES_REGION, (ses.region.to_string(), String::new()), ses, None)
    }

    /// Drops what SES says of a Region.
    #[must_use]
    pub fn remove_ses(ses: &SesRegion) -> Self {
        Self::remove(SES_REGION, (ses.region.to_string(), String::new()), None)
    }

    /// Keeps that the rounds of `scope` are paused, or that they are not.
    #[must_use]
    pub fn pause(Scope { kind, region }: &Scope, pause: Option<&Pause>) -> Self {
        let key = (region.to_string(), kind.as_str().to_owned());
        match pause {
            Some(pause) => Self::put(PAUSE, key, pause, None),
            None => Self::remove(PAUSE, key, None),
        }
    }

    /// Keeps how fresh a listing is, but not whether its rounds are paused: that is said by whoever pauses them, at another replica
    /// than the one that reads, maybe.
    #[must_use]
    pub fn scope(Scope { kind, region }: &Scope, state: &ScopeState) -> Self {
        let state = ScopeState {
            paused: None,
            ..state.clone()
        };
        Self::put(SCOPE, (region.to_string(), kind.as_str().to_owned()), &state, None)
    }

    /// Drops what was known of a listing: its Region is no longer looked at.
    #[must_use]
    pub fn remove_scope(Scope { kind, region }: &Scope) -> Self {
        Self::remove(SCOPE, (region.to_string(), kind.as_str().to_owned()), None)
    }

    /// Keeps the account that all this belongs to.
    #[must_use]
    pub fn account(account: &str) -> Self {
        Self::put(ACCOUNT, (String::new(), String::new()), &account, None)
    }

    /// Tells other replicas that something else has changed that pages show of `topic`.
    #[must_use]
    pub fn touch(topic: Topic) -> Self {
        let key = (String::new(), topic.index().to_string());
        Self::put(TOUCH, key, &Topics::from(topic), None)
    }

    /// Whether the thing is gone.
    #[must_use]
    pub fn is_removal(&self) -> bool {
        self.body.is_empty()
    }

    /// Whether it is true although another replica has written `other`: what was read later counts, and what a listing finds that was
    /// gone is there again. A reading from `future` or later comes from a clock that was put back since.
    pub(super) fn counts_more_than(&self, other: &Self, future: i64) -> bool {
        other.is_removal() || other.described_at <= self.described_at || other.described_at >= future
    }

    /// Writes it, if it [counts more](Self::counts_more_than) than what is there; says whether it did.
    pub(super) async fn run(
        &self,
        db: impl Executor<'_, Database = Any>,
        version: i64,
        future: i64,
    ) -> sqlx::Result<bool> {
        let Self {
            key: RowKey { kind, parent, id },
            body,
            described_at,
        } = self;
        let sql = if self.is_removal() {
            "UPDATE resource SET body = $4, version = $6 \
             WHERE kind = $1 AND parent = $2 AND id = $3 AND (described_at <= $5 OR described_at >= $7)"
        } else {
            "INSERT INTO resource (kind, parent, id, body, described_at, version) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (kind, parent, id) DO UPDATE \
             SET body = excluded.body, described_at = excluded.described_at, version = excluded.version \
             WHERE resource.body = '' OR resource.described_at <= excluded.described_at \
             OR resource.described_at >= $7"
        };
        let query = sqlx::query(sql)
            .bind(kind)
            .bind(parent)
            .bind(id)
            .bind(body)
            .bind(described_at)
            .bind(version)
            .bind(future);
        Ok(query.execute(db).await?.rows_affected() > 0)
    }
}

/// The time from which on a reading can't be, in milliseconds: replicas' clocks agree within seconds.
pub(super) fn future() -> i64 {
    clock::system().as_millis() + LONGEST_OVERTAKING
}

fn key(kind: &str, parent: String, id: String) -> RowKey {
    RowKey {
        kind: kind.to_owned(),
        parent,
        id,
    }
}
