//! Looking at sessions and ending them.

use super::{
    SessionTable, SignedIn,
    table::{millis, sha256_hex},
};
use app::{
    backend::Sessions,
    error::AppError,
    model::{
        session::{SessionEnd, SessionRow},
        time::Timestamp,
    },
};
use async_trait::async_trait;
use sqlx::{Row, sqlite::SqliteRow};
use std::time::Duration;

/// When a session was last used is written down at most this often.
const TOUCH_INTERVAL: Duration = Duration::from_mins(1);

#[async_trait]
impl Sessions for SessionTable {
    async fn of(&self, subject: &str) -> Result<Vec<SessionRow>, AppError> {
        self.rows(Some(subject)).await.map_err(internal)
    }

    async fn all(&self) -> Result<Vec<SessionRow>, AppError> {
        self.rows(None).await.map_err(internal)
    }

    async fn end(&self, id: &str, subject: Option<&str>) -> Result<(), AppError> {
        let ended = sqlx::query("DELETE FROM session WHERE id = $1 AND (CAST($2 AS TEXT) IS NULL OR subject = $2)")
            .bind(id)
            .bind(subject)
            .execute(&self.pool)
            .await;
        ended.map(drop).map_err(internal)
    }

    async fn end_all(&self, subject: &str) -> Result<(), AppError> {
        let ended = sqlx::query("DELETE FROM session WHERE subject = $1")
            .bind(subject)
            .execute(&self.pool)
            .await;
        ended.map(drop).map_err(internal)
    }

    async fn touch(&self, id: &str) -> Result<SessionEnd, AppError> {
        let touched = self.touch_at_most_once_a_minute(id).await.map_err(internal)?;
        touched.ok_or(AppError::SignedOut)
    }
}

impl SessionTable {
    /// Notes that something was done in a session; `None` when it has ended.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn touch_at_most_once_a_minute(&self, id: &str) -> sqlx::Result<Option<SessionEnd>> {
        let now = (self.clock)().as_millis();
        sqlx::query(
            "UPDATE session SET seen_at = $1 WHERE id = $2 AND created_at > $3 AND seen_at > $4 AND seen_at <= $5",
        )
        .bind(now)
        .bind(id)
        .bind(self.oldest_created())
        .bind(self.oldest_seen())
        .bind(now - millis(TOUCH_INTERVAL))
        .execute(&self.pool)
        .await?;
        let times: Option<(i64, i64)> = sqlx::query_as(
            "SELECT created_at, seen_at FROM session WHERE id = $1 AND created_at > $2 AND seen_at > $3",
        )
        .bind(id)
        .bind(self.oldest_created())
        .bind(self.oldest_seen())
        .fetch_optional(&self.pool)
        .await?;
        Ok(times.map(|(created, seen)| self.end(Timestamp::from_millis(created), Timestamp::from_millis(seen))))
    }

    /// Whether it is time to note that something was done in a session that was last used at `seen`.
    #[must_use]
    pub fn is_touch_due(&self, seen: Timestamp) -> bool {
        (self.clock)().since(seen) >= millis(TOUCH_INTERVAL)
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
        let mut transaction = self.pool.begin().await?;
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
            "DELETE FROM session WHERE (CAST($1 AS TEXT) IS NOT NULL OR CAST($2 AS TEXT) IS NOT NULL) \
             AND (CAST($1 AS TEXT) IS NULL OR subject = $1) AND (CAST($2 AS TEXT) IS NULL OR provider_session = $2)",
        )
        .bind(subject)
        .bind(provider_session)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Some(ended.rows_affected()))
    }

    async fn rows(&self, subject: Option<&str>) -> sqlx::Result<Vec<SessionRow>> {
        let rows = sqlx::query(
            "SELECT id, signed_in, created_at, seen_at FROM session \
             WHERE (CAST($1 AS TEXT) IS NULL OR subject = $1) AND created_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id",
        )
        .bind(subject)
        .bind(self.oldest_created())
        .bind(self.oldest_seen())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &SqliteRow) -> sqlx::Result<SessionRow> {
        let signed_in: String = row.try_get("signed_in")?;
        let SignedIn {
            person, address, agent, ..
        } = serde_json::from_str(&signed_in).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let (created, seen) = (row.try_get("created_at")?, row.try_get("seen_at")?);
        let (signed_in_at, seen_at) = (Timestamp::from_millis(created), Timestamp::from_millis(seen));
        Ok(SessionRow {
            id: row.try_get("id")?,
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
    AppError::Internal
}
