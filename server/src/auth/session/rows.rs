//! Looking at sessions and ending them.

use super::{Current, SessionTable, SignedIn, endings::Whose, hash::sha256_hex};
use app::{
    backend::Sessions,
    error::AppError,
    model::{
        session::{SessionEnd, SessionRow},
        time::Timestamp,
    },
};
use async_trait::async_trait;
use sqlx::{Row, any::AnyRow};

#[async_trait]
impl Sessions for SessionTable {
    async fn of(&self, subject: &str) -> Result<Vec<SessionRow>, AppError> {
        self.rows(Some(subject)).await.map_err(internal)
    }

    async fn all(&self) -> Result<Vec<SessionRow>, AppError> {
        self.rows(None).await.map_err(internal)
    }

    async fn end(&self, id: &str, subject: Option<&str>, by: &str) -> Result<(), AppError> {
        let ended = sqlx::query("DELETE FROM session WHERE id = $1 AND (CAST($2 AS TEXT) IS NULL OR subject = $2)")
            .bind(id)
            .bind(subject)
            .execute(&self.pools.write)
            .await
            .map_err(internal)?;
        self.tell_ending(id);
        tracing::info!(
            by,
            session = id,
            sessions = ended.rows_affected(),
            "a session was ended"
        );
        Ok(())
    }

    async fn end_all(&self, subject: &str, by: &str) -> Result<(), AppError> {
        let ended = sqlx::query("DELETE FROM session WHERE way = $2 AND subject = $1")
            .bind(subject)
            .bind(&*self.way)
            .execute(&self.pools.write)
            .await
            .map_err(internal)?;
        self.endings.tell(Whose::Person(subject.to_owned()));
        tracing::info!(
            by,
            subject,
            sessions = ended.rows_affected(),
            "all sessions of a person were ended"
        );
        Ok(())
    }

    async fn touch(&self, id: &str) -> Result<SessionEnd, AppError> {
        let noted = self.note_use(id).await.map_err(internal)?;
        noted.ok_or(AppError::SignedOut)
    }
}

impl SessionTable {
    /// Notes that something was done in a session; `None` when it has ended.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn note_use(&self, id: &str) -> sqlx::Result<Option<SessionEnd>> {
        let times: Option<(i64, i64)> =
            sqlx::query_as("SELECT created_at, seen_at FROM session WHERE id = $1 AND created_at > $2 AND way = $3")
                .bind(id)
                .bind(self.oldest_created())
                .bind(&*self.way)
                .fetch_optional(&self.pools.read)
                .await?;
        let times = times.map(|(created, seen)| (Timestamp::from_millis(created), Timestamp::from_millis(seen)));
        let used = times.filter(|(_, seen)| self.is_used(self.seen.latest(id, *seen)));
        Ok(used.map(|(created, _)| {
            let now = (self.clock)();
            self.seen.note(id, now);
            self.end(created, now)
        }))
    }

    /// The same for a session that was just looked up. With its first use its browser shows that it has done with the one before.
    pub fn note_use_of(&self, current: &mut Current) {
        current.seen_at = (self.clock)();
        let is_first = self.seen.note(&current.id, current.seen_at);
        if let Some(before) = current.signed_in.replaces.as_ref().filter(|_| is_first) {
            self.tell_ending(before);
        }
        current.ends.idle = self.end(current.seen_at, current.seen_at).idle;
    }

    /// Ends what the identity provider says has ended: its session `provider_session`, or all of `subject`. A token that was
    /// taken before ends nothing, so that nobody who has read it ends later sessions with it.
    ///
    /// Returns how many sessions ended; `None` when the token was taken before.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn end_by_provider(
        &self,
        token: &str,
        expires_at: Timestamp,
        subject: Option<&str>,
        provider_session: Option<&str>,
    ) -> sqlx::Result<Option<u64>> {
        let mut transaction = self.pools.write.begin().await?;
        let noted =
            sqlx::query("INSERT INTO logout_token (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
                .bind(sha256_hex(token))
                .bind(expires_at.as_millis())
                .execute(&mut *transaction)
                .await?;
        if noted.rows_affected() == 0 {
            return Ok(None);
        }
        let ended = sqlx::query(
            "DELETE FROM session WHERE way = $3 AND (CAST($1 AS TEXT) IS NOT NULL OR CAST($2 AS TEXT) IS NOT NULL) \
             AND (CAST($1 AS TEXT) IS NULL OR subject = $1) AND (CAST($2 AS TEXT) IS NULL OR provider_session = $2 OR (provider_session IS NULL AND subject = $1))",
        )
        .bind(subject)
        .bind(provider_session)
        .bind(&*self.way)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        self.endings.tell(Whose::Anybodys);
        Ok(Some(ended.rows_affected()))
    }

    async fn rows(&self, subject: Option<&str>) -> sqlx::Result<Vec<SessionRow>> {
        let rows = sqlx::query(
            "SELECT id, signed_in, created_at, seen_at FROM session \
             WHERE (CAST($1 AS TEXT) IS NULL OR subject = $1) AND created_at > $2 AND way = $3 ORDER BY seen_at DESC, id",
        )
        .bind(subject)
        .bind(self.oldest_created())
        .bind(&*self.way)
        .fetch_all(&self.pools.read)
        .await?;
        let rows: sqlx::Result<Vec<_>> = rows.iter().map(|row| self.row(row)).collect();
        Ok(rows?.into_iter().filter(|row| self.is_used(row.seen_at)).collect())
    }

    fn row(&self, row: &AnyRow) -> sqlx::Result<SessionRow> {
        let signed_in: String = row.try_get("signed_in")?;
        let SignedIn {
            person, address, agent, ..
        } = serde_json::from_str(&signed_in).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let id: String = row.try_get("id")?;
        let signed_in_at = Timestamp::from_millis(row.try_get("created_at")?);
        let seen_at = self.seen.latest(&id, Timestamp::from_millis(row.try_get("seen_at")?));
        Ok(SessionRow {
            id,
            subject: person.subject,
            name: person.name,
            email: person.email,
            role: person.role,
            signed_in_at,
            seen_at,
            ends: self.end(signed_in_at, seen_at),
            address,
            agent,
            is_this: false,
        })
    }
}

fn internal(error: sqlx::Error) -> AppError {
    tracing::error!(%error, "the table of sessions can't be used");
    AppError::Internal { id: None }
}
