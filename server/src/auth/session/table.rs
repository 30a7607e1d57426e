//! The table of sessions. A save is an UPDATE only, so that no request that is under way brings an ended session back.

use super::{
    Ending, SIGNED_IN, SignedIn, TOKENS,
    endings::{Endings, Whose},
    hash::hashed,
    seen::Seen,
    tokens::seal_tokens,
};
use crate::{clock::Clock, store::Pools};
use app::model::{session::SessionEnd, time::Timestamp};
use async_trait::async_trait;
use sqlx::{Row, any::AnyRow};
use std::{fmt, sync::Arc, time::Duration};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// More sessions than this nobody has at once; the one that was used the longest ago ends.
const MOST_OF_ONE_PERSON: i64 = 100;

/// All sessions.
#[derive(Clone)]
pub struct SessionTable {
    pub(super) pools: Pools,
    /// How one signs in here: a session that was begun in another way is none.
    pub(super) way: Arc<str>,
    pub(super) clock: Clock,
    pub(super) idle: Duration,
    pub(super) absolute: Duration,
    pub(super) seen: Arc<Seen>,
    pub(super) endings: Endings,
}

impl fmt::Debug for SessionTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionTable")
    }
}

/// A session that has not ended.
#[derive(Clone, Debug)]
pub struct Current {
    /// What it is called in lists: the SHA-256 of what the cookie holds.
    pub id: String,
    /// What it is about.
    pub signed_in: SignedIn,
    /// When it ends.
    pub ends: SessionEnd,
    /// When something was last done in it.
    pub seen_at: Timestamp,
    /// When the identity provider last confirmed it.
    pub checked_at: Timestamp,
    pub(super) tokens: Option<String>,
}

impl SessionTable {
    /// The table behind `pools` for those who signed in by `way`. Sessions end after `idle` without anything done, and after
    /// `absolute` in any case.
    #[must_use]
    pub fn new(pools: Pools, way: &str, clock: Clock, idle: Duration, absolute: Duration) -> Self {
        Self {
            pools,
            way: way.into(),
            clock,
            idle,
            absolute,
            seen: Arc::default(),
            endings: Endings::default(),
        }
    }

    /// Whether other processes may use the same table.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.pools.is_shared()
    }

    /// The session that a cookie names, unless it has ended.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn find(&self, id: &Id) -> sqlx::Result<Option<Current>> {
        self.find_hashed(&hashed(id)).await
    }

    /// The session that the table calls `id`, unless it has ended.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn find_hashed(&self, id: &str) -> sqlx::Result<Option<Current>> {
        let row = sqlx::query(
            "SELECT id, signed_in, tokens, created_at, seen_at, checked_at FROM session \
             WHERE id = $1 AND created_at > $2 AND way = $3",
        )
        .bind(id)
        .bind(self.oldest_created())
        .bind(&*self.way)
        .fetch_optional(&self.pools.read)
        .await?;
        let current = row.map(|row| self.current(&row)).transpose()?;
        Ok(current.filter(|current| self.is_used(current.seen_at)))
    }

    /// Waits for the end of a session of `subject`.
    #[must_use]
    pub fn ending(&self, id: &str, subject: &str) -> Ending {
        self.endings.of(id, subject)
    }

    /// Tells the open pages of the session that the table calls `id` that it may have ended.
    pub fn tell_ending(&self, id: &str) {
        self.endings.tell(Whose::Session(id.to_owned()));
    }

    /// When a session that began at `created` and was used at `seen` ends.
    pub(super) fn end(&self, created: Timestamp, seen: Timestamp) -> SessionEnd {
        SessionEnd {
            idle: later(seen, self.idle),
            absolute: later(created, self.absolute),
            now: (self.clock)(),
        }
    }

    fn current(&self, row: &AnyRow) -> sqlx::Result<Current> {
        let time = |column| row.try_get(column).map(Timestamp::from_millis);
        let signed_in: String = row.try_get("signed_in")?;
        let id: String = row.try_get("id")?;
        let created = time("created_at")?;
        let seen_at = self.seen.latest(&id, time("seen_at")?);
        Ok(Current {
            id,
            signed_in: serde_json::from_str(&signed_in).map_err(|error| sqlx::Error::Decode(error.into()))?,
            ends: self.end(created, seen_at),
            seen_at,
            checked_at: time("checked_at")?,
            tokens: row.try_get("tokens")?,
        })
    }

    /// Sessions that began before this have ended.
    pub(super) fn oldest_created(&self) -> i64 {
        (self.clock)().as_millis() - millis(self.absolute)
    }

    /// Sessions in which nothing was done since this have ended.
    pub(super) fn oldest_seen(&self) -> i64 {
        (self.clock)().as_millis() - millis(self.idle)
    }

    /// Whether a session that was last used at `seen` goes on.
    pub(super) fn is_used(&self, seen: Timestamp) -> bool {
        seen.as_millis() > self.oldest_seen()
    }

    /// Writes down when sessions were last used, then removes what has ended, what was begun in another way, and logout tokens
    /// that nobody could use again.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn tidy(&self) -> sqlx::Result<()> {
        let mut used = self.seen.unwritten();
        // In one order: replicas that write the same rows wait for one another, and never both at once.
        used.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut transaction = self.pools.write.begin().await?;
        for (id, seen) in &used {
            sqlx::query("UPDATE session SET seen_at = $1 WHERE id = $2 AND seen_at < $1")
                .bind(seen.as_millis())
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        }
        sqlx::query("DELETE FROM session WHERE created_at <= $1 OR seen_at <= $2 OR way <> $3")
            .bind(self.oldest_created())
            .bind(self.oldest_seen())
            .bind(&*self.way)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM logout_token WHERE expires_at < $1")
            .bind((self.clock)().as_millis())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.seen.written(&used);
        self.seen.forget(Timestamp::from_millis(self.oldest_seen()));
        Ok(())
    }
}

#[async_trait]
impl SessionStore for SessionTable {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let now = (self.clock)().as_millis();
        let row = Stored::of(record)?;
        sqlx::query(
            "INSERT INTO session (id, way, subject, provider_session, signed_in, tokens, created_at, seen_at, checked_at, \
             check_begun_at) VALUES ($1, $7, $2, $3, $4, $5, $6, $6, $6, 0)",
        )
        .bind(hashed(&record.id))
        .bind(&row.signed_in.person.subject)
        .bind(&row.signed_in.provider_session)
        .bind(encode(&row.signed_in)?)
        .bind(&row.tokens)
        .bind(now)
        .bind(&*self.way)
        .execute(&self.pools.write)
        .await
        .map_err(backend)?;
        let ended = sqlx::query(
            "DELETE FROM session WHERE way = $3 AND subject = $1 AND id NOT IN \
             (SELECT id FROM session WHERE way = $3 AND subject = $1 ORDER BY seen_at DESC, id LIMIT $2)",
        )
        .bind(&row.signed_in.person.subject)
        .bind(MOST_OF_ONE_PERSON)
        .bind(&*self.way)
        .execute(&self.pools.write)
        .await
        .map_err(backend)?;
        if ended.rows_affected() > 0 {
            self.endings.tell(Whose::Person(row.signed_in.person.subject));
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let row = Stored::of(record)?;
        sqlx::query(
            "UPDATE session SET subject = $1, provider_session = $2, signed_in = $3, tokens = $4 WHERE id = $5",
        )
        .bind(&row.signed_in.person.subject)
        .bind(&row.signed_in.provider_session)
        .bind(encode(&row.signed_in)?)
        .bind(&row.tokens)
        .bind(hashed(&record.id))
        .execute(&self.pools.write)
        .await
        .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(current) = self.find(id).await.map_err(backend)? else {
            return Ok(None);
        };
        let tokens = current.tokens(id);
        let value = |value| serde_json::to_value(value).map_err(|error| Error::Encode(error.to_string()));
        let mut data = [(SIGNED_IN.to_owned(), value(&current.signed_in)?)]
            .into_iter()
            .collect::<std::collections::HashMap<_, _>>();
        if let Some(tokens) = tokens {
            let tokens = serde_json::to_value(tokens).map_err(|error| Error::Encode(error.to_string()))?;
            data.insert(TOKENS.to_owned(), tokens);
        }
        let expiry_date = time::OffsetDateTime::UNIX_EPOCH
            + Duration::from_millis(u64::try_from(current.ends.first().as_millis()).unwrap_or_default());
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    /// Tells nobody: it depends on why it ends when its open pages are told.
    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE id = $1")
            .bind(hashed(id))
            .execute(&self.pools.write)
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// What a record puts into the table.
struct Stored {
    signed_in: SignedIn,
    tokens: Option<String>,
}

impl Stored {
    /// Fails for a session in which nobody is signed in: strangers fill no disk.
    fn of(record: &Record) -> Result<Self> {
        let signed_in = record.data.get(SIGNED_IN).cloned().unwrap_or_default();
        let tokens = record.data.get(TOKENS).map(ToString::to_string);
        Ok(Self {
            signed_in: serde_json::from_value(signed_in).map_err(|error| Error::Encode(error.to_string()))?,
            tokens: tokens.map(|tokens| seal_tokens(&record.id, &tokens)).transpose()?,
        })
    }
}

fn encode(signed_in: &SignedIn) -> Result<String> {
    serde_json::to_string(signed_in).map_err(|error| Error::Encode(error.to_string()))
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn later(than: Timestamp, by: Duration) -> Timestamp {
    Timestamp::from_millis(than.as_millis().saturating_add(millis(by)))
}
